package imece.worker.gpu;

import java.time.Duration;

/**
 * How to wait for a lock that can only be tried: often at first, then less so, and never beyond the patience. Pure.
 *
 * @param patience how long to wait in all
 */
public record LockWait(Duration patience) {

    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(200);

    /** What to do after a failed try. */
    public sealed interface Next {}

    /** Try again after this pause. */
    public record TryAfter(Duration pause) implements Next {}

    /** Patience is at an end. */
    public record GiveUp() implements Next {}

    /**
     * What to do now.
     *
     * @param tries failed tries so far, at least 1
     * @param waited time since the first try
     */
    public Next after(int tries, Duration waited) {
        Duration left = patience.minus(waited);
        if (left.isNegative() || left.isZero()) {
            return new GiveUp();
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(10, Math.max(0, tries - 1)));
        return new TryAfter(min(left, min(LONGEST, pause)));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
