package imece.gateway.turn;

import imece.contract.LaneName;
import imece.contract.SlotId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done now so that slots draw on: which of them change their lane, and which jobs are given to the broker for
 * them. There are never more jobs of a lane with the broker than seats that will be free of slots assigned to that lane; one that
 * is there without such a seat, because its slot was lost, gets another slot when it is its turn. Pure.
 *
 * @param steps in this order
 * @param clocks those that move, and what they show then
 * @param passes jobs that go before their turn
 */
public record TurnPlan(List<PlanStep> steps, Map<LaneName, Long> clocks, List<TurnPass> passes) {
    public TurnPlan {
        steps = List.copyOf(steps);
        clocks = Map.copyOf(clocks);
        passes = List.copyOf(passes);
    }

    /** One step. */
    public sealed interface PlanStep {

        /** For this slot. */
        SlotId slot();

        /** It takes its next jobs from this lane. */
        LaneName lane();
    }

    /** The slot changes to this lane, where a job lies with the broker already. */
    public record AssignLane(SlotId slot, LaneName lane) implements PlanStep {}

    /** The job is given to the broker, and the slot takes its next jobs from the job's lane, if it does not do so already. */
    public record DispatchJob(SlotId slot, WaitingJob job) implements PlanStep {
        @Override
        public LaneName lane() {
            return job.lane();
        }
    }

    /** A job that lies with the broker: which one, and the slot that was assigned for it, if that is known. */
    public record HandedJob(WaitingJob job, @Nullable SlotId slot) {}

    /**
     * What a plan is made from.
     *
     * @param slots all live slots
     * @param handed jobs that lie with the broker and that no slot has taken, in the order in which they were dispatched
     * @param line who waits in lanes that a live slot serves; it is changed
     * @param clocks they are changed
     * @param readTo where the reading of a lane was cut off; nobody goes before its turn beyond that
     * @param lastTicket the greatest ticket among what was read
     */
    public record PlannedFarm(
            Collection<PlannedSlot> slots,
            List<HandedJob> handed,
            WaitingLine line,
            LaneClocks clocks,
            Map<LaneName, TurnOrder> readTo,
            long lastTicket) {}

    /**
     * Plans.
     *
     * @param most so many jobs are dispatched at most
     */
    public static TurnPlan of(PlannedFarm farm, TurnPolicy policy, LoadTimes loads, int most) {
        return new TurnPlanning(farm, policy, loads).plan(most);
    }

    /** Whether there is a seat that could be given a job, or a job at the broker without one. */
    public static boolean somethingToPlan(Collection<PlannedSlot> slots, List<HandedJob> handed) {
        return SeatTable.of(slots, handed).isOpen();
    }
}
