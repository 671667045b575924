package imece.worker.owned;

import imece.broker.Backoff;
import java.time.Duration;

/**
 * When to start a process again that has ended. Pure.
 *
 * @param early ends in a row of which each came soon after its start
 */
record Restarts(int early) {

    static final Restarts NONE = new Restarts(0);

    private static final Duration SETTLED = Duration.ofMinutes(5);
    private static final Backoff PAUSE = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    /** It has ended after so long. */
    Restarts after(Duration lived) {
        return lived.compareTo(SETTLED) < 0 ? new Restarts(early + 1) : new Restarts(1);
    }

    /** How long to wait before the next start. */
    Duration pause() {
        return early == 0 ? Duration.ZERO : PAUSE.after(early);
    }
}
