package imece.gateway.turn;

import java.util.Comparator;

/**
 * Where a job stands among all that wait: what the operator moved to the front comes first, then the lower turn, then the
 * lower ticket.
 *
 * @param pinned moved to the front by the operator
 * @param turn the job's finish tag in GPU-milliseconds, given at submit and kept
 * @param ticket the job's number in the line, never given twice
 */
public record TurnOrder(boolean pinned, long turn, long ticket) implements Comparable<TurnOrder> {

    private static final Comparator<TurnOrder> ORDER = Comparator.comparing((TurnOrder order) -> !order.pinned)
            .thenComparingLong(TurnOrder::turn)
            .thenComparingLong(TurnOrder::ticket);

    @Override
    public int compareTo(TurnOrder other) {
        return ORDER.compare(this, other);
    }
}
