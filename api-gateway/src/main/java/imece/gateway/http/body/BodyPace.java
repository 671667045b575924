package imece.gateway.http.body;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether one body comes fast enough. It is told how much has come after how long, and knows no clock and no connection, so
 * the same figures always give the same answer.
 */
final class BodyPace {

    /** So many times per {@link PaceLimits#over} it is noted down how much has come. */
    private static final int MARKS = 10;

    private final PaceLimits limits;
    private final Deque<Mark> marks = new ArrayDeque<>();

    BodyPace(PaceLimits limits) {
        this.limits = limits;
        marks.add(new Mark(0, 0));
    }

    /**
     * Whether it may come on.
     *
     * @param bytes that have come in all; never fewer than before
     * @param nanos for which they were waited for in all; never less than before
     */
    boolean isFastEnough(long bytes, long nanos) {
        if (nanos > limits.deadlineNanos(bytes)) {
            return false;
        }
        long over = limits.over().toNanos();
        if (nanos - marks.getLast().nanos() >= over / MARKS) {
            marks.add(new Mark(bytes, nanos));
        }
        while (marks.size() > 1 && secondMark().nanos() <= nanos - over) {
            marks.removeFirst();
        }
        Mark before = marks.getFirst();
        return nanos - before.nanos() < over || bytes - before.bytes() >= limits.leastBytes();
    }

    private Mark secondMark() {
        var each = marks.iterator();
        each.next();
        return each.next();
    }

    private record Mark(long bytes, long nanos) {}

    /**
     * How fast a body has to come.
     *
     * @param within how long it may take in any case
     * @param furtherSecondPer so many bytes that have come give it another second; 0 = none do
     * @param atMost how long it may take however many come
     * @param leastRate bytes per second that must come on the average of each {@code over}
     * @param over the time that {@code leastRate} is looked at
     */
    record PaceLimits(Duration within, long furtherSecondPer, Duration atMost, long leastRate, Duration over) {

        private static final long SECOND = Duration.ofSeconds(1).toNanos();

        private long deadlineNanos(long bytes) {
            long longest = atMost.toNanos();
            if (furtherSecondPer == 0) {
                return Math.min(longest, within.toNanos());
            }
            long whole = bytes / furtherSecondPer;
            if (whole >= longest / SECOND) {
                return longest;
            }
            long rest = bytes % furtherSecondPer * SECOND / furtherSecondPer;
            return Math.min(longest, within.toNanos() + whole * SECOND + rest);
        }

        private double leastBytes() {
            return (double) leastRate * over.toNanos() / SECOND;
        }
    }
}
