package imece.gateway.line;

import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.turn.TurnOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a waiting job stands in the line.
 *
 * @param order among those that are queued
 * @param dispatchNo its number among those that are with the broker; null = it is queued
 */
record LineStanding(TurnOrder order, @Nullable Long dispatchNo) {

    /** A queued one. */
    static LineStanding queued(TurnOrder order) {
        return new LineStanding(order, null);
    }

    /** Where this job stands; empty unless it waits. */
    static Optional<LineStanding> of(Job job) {
        TurnOrder order = job.turn().order(job.ticket());
        return switch (job.state()) {
            case JobState.Queued queued -> Optional.of(queued(order));
            case JobState.Dispatched dispatched -> Optional.of(new LineStanding(order, dispatched.dispatchNo()));
            case JobState.Processing running -> Optional.empty();
            case JobState.Complete complete -> Optional.empty();
            case JobState.Errored errored -> Optional.empty();
            case JobState.Cancelled cancelled -> Optional.empty();
        };
    }

    boolean isDispatched() {
        return dispatchNo != null;
    }

    /** Whether this job stands before another one of its lane: what is with the broker cannot be overtaken there any more. */
    boolean before(LineStanding other) {
        Long mine = dispatchNo;
        Long others = other.dispatchNo;
        if (mine == null) {
            return others == null && order.compareTo(other.order) < 0;
        }
        return others == null || mine < others;
    }

    /**
     * Whether this job stands before one of another lane. A job whose checkpoint is loaded goes first without having been
     * ahead, and nobody's position rises by that: what is with the broker counts only if its turn is lower, too.
     *
     * @param last the last in the order among the other job and those of its lane that are with the broker before it
     */
    boolean beforeOneElsewhere(LineStanding other, TurnOrder last) {
        Long mine = dispatchNo;
        Long others = other.dispatchNo;
        if (mine == null) {
            return others == null && order.compareTo(other.order) < 0;
        }
        return (others == null || mine < others) && order.compareTo(last) < 0;
    }
}
