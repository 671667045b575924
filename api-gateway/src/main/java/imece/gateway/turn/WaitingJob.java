package imece.gateway.turn;

import imece.contract.LaneName;
import imece.contract.SlotId;
import org.jspecify.annotations.Nullable;

/**
 * A job that may be dispatched now, as the policy sees it. One that pauses before another try, is on probation, or stands in a
 * paused lane, is no waiting job until that is over.
 *
 * @param order its place among all that wait; never changes while it waits, except that the operator pins it
 * @param lane which slots can take it, and with which checkpoint
 * @param turnClass how urgent it is
 * @param weight its owner's weight, as it was at submit
 * @param estimate how long it is expected to keep a GPU, without loading, in GPU-milliseconds; as it was at submit
 * @param avoid a slot that leaves it to the others, as long as there is another one; null = none
 * @param runAlone whether it must be alone in its worker's process: then it is never preferred for a loaded checkpoint
 */
public record WaitingJob(
        TurnOrder order,
        LaneName lane,
        TurnClass turnClass,
        ShareWeight weight,
        long estimate,
        @Nullable SlotId avoid,
        boolean runAlone) {

    /** An ordinary one. */
    public WaitingJob(TurnOrder order, LaneName lane, TurnClass turnClass, ShareWeight weight, long estimate) {
        this(order, lane, turnClass, weight, estimate, null, false);
    }

    /** What the clocks show when this job is taken in its turn: the turn without the constant of its class. */
    long clock() {
        return order.turn() - turnClass.constant();
    }
}
