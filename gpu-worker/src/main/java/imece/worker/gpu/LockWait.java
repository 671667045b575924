package imece.worker.gpu;

import imece.time.Backoff;
import java.time.Duration;

/**
 * How to wait for a lock that can only be tried: often at first, then less so, and never beyond the patience. Pure.
 *
 * @param patience how long to wait in all
 */
public record LockWait(Duration patience) {

    private static final Backoff PAUSE = new Backoff(Duration.ofMillis(10), Duration.ofMillis(200));

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
        Duration pause = PAUSE.after(tries);
        return new TryAfter(left.compareTo(pause) < 0 ? left : pause);
    }
}
