package imece.contract;

import java.util.Comparator;

/**
 * Where a slot takes its jobs, as a dispatcher has said it last ({@link WorkerOrder.Assign}).
 *
 * @param lane the lane
 * @param term of the dispatcher that said so
 * @param no rises from order to order within the term
 */
public record LaneAssignment(String lane, long term, long no) {

    private static final Comparator<LaneAssignment> BY_AGE =
            Comparator.comparingLong(LaneAssignment::term).thenComparingLong(LaneAssignment::no);

    public LaneAssignment {
        MessageFields.require(lane);
        lane = MessageFields.name(lane);
    }

    /** Whether it was said after this one. */
    public boolean after(LaneAssignment other) {
        return BY_AGE.compare(this, other) > 0;
    }
}
