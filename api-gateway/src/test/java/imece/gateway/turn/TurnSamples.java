package imece.gateway.turn;

import imece.contract.LaneName;
import imece.contract.SlotId;
import org.jspecify.annotations.Nullable;

/** Jobs and slots for tests. */
final class TurnSamples {

    static final LoadTimes LOADS = (checkpoint, gpuName) -> 22_000;

    private TurnSamples() {}

    static LaneName lane(String checkpoint) {
        return new LaneName(false, false, checkpoint);
    }

    /** A job of 10 s. */
    static WaitingJob job(long ticket, long turn, String checkpoint) {
        return new WaitingJob(
                new TurnOrder(false, turn, ticket), lane(checkpoint), TurnClass.INTERACTIVE, ShareWeight.ONE, 10_000);
    }

    static WaitingJob pinned(WaitingJob job) {
        return new WaitingJob(
                new TurnOrder(true, job.order().turn(), job.order().ticket()),
                job.lane(),
                job.turnClass(),
                job.weight(),
                job.estimate());
    }

    static WaitingJob weighing(WaitingJob job, int thousandths) {
        return new WaitingJob(job.order(), job.lane(), job.turnClass(), new ShareWeight(thousandths), job.estimate());
    }

    static WaitingJob avoiding(WaitingJob job, TurnSlot slot) {
        return new WaitingJob(job.order(), job.lane(), job.turnClass(), job.weight(), job.estimate(), slot.id(), false);
    }

    static WaitingJob alone(WaitingJob job) {
        return new WaitingJob(job.order(), job.lane(), job.turnClass(), job.weight(), job.estimate(), null, true);
    }

    /** A slot that serves everything. */
    static TurnSlot slot(int number, @Nullable String checkpoint) {
        return new TurnSlot(new SlotId("worker", "gpu-" + number), "demo", lane -> true, checkpoint, number);
    }

    /** A slot that serves this checkpoint only. */
    static TurnSlot only(int number, String checkpoint) {
        return new TurnSlot(
                new SlotId("worker", "gpu-" + number),
                "demo",
                lane -> lane.checkpoint().equals(checkpoint),
                null,
                number);
    }

    static WaitingLine line(WaitingJob... jobs) {
        WaitingLine line = new WaitingLine();
        for (WaitingJob job : jobs) {
            line.add(job);
        }
        return line;
    }
}
