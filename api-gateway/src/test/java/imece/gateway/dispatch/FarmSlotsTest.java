package imece.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LaneName;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.Phase;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.RunKey;
import imece.contract.SlotId;
import imece.gateway.dispatch.PlacedJob.StartedRun;
import imece.gateway.turn.PlannedSlot;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.WaitingJob;
import imece.gateway.workers.WorkerRegistry.LiveSlot;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FarmSlotsTest {

    private static final UUID PROCESS = new UUID(3, 3);
    private static final SlotId ONE = new SlotId("worker", "gpu-1");
    private static final SlotId TWO = new SlotId("worker", "gpu-2");

    @Test
    void aSlotWithARunIsFreeOnceThatIsAboutToEnd() {
        PlacedJob job = running(1, "A", ONE, PROCESS);
        assertThat(free(List.of(slot(ONE, SlotState.BUSY)), List.of(job), false))
                .containsEntry(ONE, 0);
        assertThat(free(List.of(slot(ONE, SlotState.BUSY)), List.of(job), true)).containsEntry(ONE, 1);
    }

    @Test
    void aRunOfAProcessThatIsGoneOccupiesNothing() {
        PlacedJob job = running(1, "A", ONE, UUID.randomUUID());
        assertThat(free(List.of(slot(ONE, SlotState.IDLE)), List.of(job), false))
                .containsEntry(ONE, 1);
    }

    @Test
    void aMessageThatASlotSaysToHaveLiesNoMoreWithTheBroker() {
        PlacedJob job = dispatched(1, "A");
        RunKey taken = new RunKey(job.id(), job.epoch(), 0, UUID.randomUUID());
        FarmSlots farm = farm(List.of(slot(ONE, SlotState.IDLE), slot(TWO, SlotState.BUSY, taken)), List.of(job), true);
        assertThat(farm.handed()).isEmpty();
        assertThat(farm.checkpointsInHand()).containsExactly(Map.entry(TWO, "A"));
        assertThat(free(List.of(slot(ONE, SlotState.IDLE), slot(TWO, SlotState.BUSY, taken)), List.of(job), true))
                .as("what has not begun is not about to end")
                .containsEntry(ONE, 1)
                .containsEntry(TWO, 0);
    }

    @Test
    void anEarlierDispatchOfAJobInHandSaysNothingOfThisOne() {
        PlacedJob job = dispatched(1, "A");
        RunKey stale = new RunKey(job.id(), job.epoch() - 1, 0, UUID.randomUUID());
        assertThat(farm(List.of(slot(ONE, SlotState.BUSY, stale)), List.of(job), true)
                        .handed())
                .hasSize(1);
    }

    @Test
    void besideARunThatMustBeAloneNothingOfItsProcessIsFree() {
        PlacedJob job = new PlacedJob(UUID.randomUUID(), 4, waiting(1, "A", true), null, 1, run(ONE, PROCESS));
        assertThat(free(List.of(slot(ONE, SlotState.BUSY), slot(TWO, SlotState.IDLE)), List.of(job), true))
                .containsEntry(TWO, 0);
    }

    @Test
    void aCheckpointIsThatOfTheJobInHandElseTheEnginesElseTheOnlyOneElseTheLast() {
        assertThat(checkpoint(
                        report(ONE, SlotState.BUSY, "B", List.of("A", "B"), null),
                        List.of(running(1, "A", ONE, PROCESS))))
                .isEqualTo("A");
        assertThat(checkpoint(
                        report(ONE, SlotState.BUSY, "B", List.of("A", "B"), null),
                        List.of(running(1, "default", ONE, PROCESS))))
                .as("it runs on what is loaded")
                .isEqualTo("B");
        assertThat(checkpoint(report(ONE, SlotState.IDLE, null, List.of("C"), null), List.of()))
                .isEqualTo("C");
        assertThat(checkpoint(report(ONE, SlotState.IDLE, null, List.of("A", "B"), null), List.of()))
                .isEqualTo("last");
    }

    private static @Nullable String checkpoint(SlotReport report, Collection<PlacedJob> placed) {
        LiveSlot slot = new LiveSlot(PROCESS, ServingSlot.of("worker", report), List.of());
        return planned(new FarmSlots(Map.of(ONE, slot), placed, (job, run, gpu) -> true))
                .getFirst()
                .slot()
                .checkpoint();
    }

    private static Map<SlotId, Integer> free(List<LiveSlot> live, Collection<PlacedJob> placed, boolean ending) {
        Map<SlotId, Integer> free = new LinkedHashMap<>();
        planned(farm(live, placed, ending)).forEach(slot -> free.put(slot.slot().id(), slot.free()));
        return free;
    }

    private static List<PlannedSlot> planned(FarmSlots farm) {
        return farm.planned(slot -> LaneName.parse("default"), Map.of(ONE, "last"), slot -> 0L);
    }

    private static FarmSlots farm(List<LiveSlot> live, Collection<PlacedJob> placed, boolean ending) {
        Map<SlotId, LiveSlot> slots = new LinkedHashMap<>();
        List<RunKey> inHand =
                live.stream().flatMap(slot -> slot.inHand().stream()).toList();
        live.forEach(slot -> slots.put(slot.id(), new LiveSlot(PROCESS, slot.serving(), inHand)));
        return new FarmSlots(slots, placed, (job, run, gpu) -> ending);
    }

    private static LiveSlot slot(SlotId id, SlotState state, RunKey... inHand) {
        SlotReport report = report(id, state, null, List.of("A"), inHand.length == 0 ? null : inHand[0]);
        return new LiveSlot(PROCESS, ServingSlot.of(id.worker(), report), List.of(inHand));
    }

    private static SlotReport report(
            SlotId id, SlotState state, @Nullable String loaded, List<String> stock, @Nullable RunKey run) {
        return new SlotReport(
                GpuReport.named(id.gpu(), "GPU"),
                state,
                "demo",
                "default",
                loaded,
                run,
                null,
                null,
                new EngineOffer(stock, List.of()));
    }

    private static PlacedJob dispatched(long ticket, String lane) {
        return new PlacedJob(UUID.randomUUID(), 4, waiting(ticket, lane, false), ONE, 1, null);
    }

    private static PlacedJob running(long ticket, String lane, SlotId slot, UUID process) {
        return new PlacedJob(UUID.randomUUID(), 4, waiting(ticket, lane, false), slot, 1, run(slot, process));
    }

    private static StartedRun run(SlotId slot, UUID process) {
        return new StartedRun(UUID.randomUUID(), slot, process, Phase.DENOISING, 500);
    }

    private static WaitingJob waiting(long ticket, String lane, boolean alone) {
        return new WaitingJob(
                new TurnOrder(false, ticket, ticket),
                LaneName.parse(lane),
                TurnClass.INTERACTIVE,
                ShareWeight.ONE,
                1_000,
                null,
                alone);
    }
}
