package imece.worker.owned;

import java.time.Duration;

/**
 * When to start a process again that has ended. Pure.
 *
 * @param early ends in a row of which each came soon after its start
 */
record Restarts(int early) {

    static final Restarts NONE = new Restarts(0);

    private static final Duration SETTLED = Duration.ofMinutes(5);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** It has ended after so long. */
    Restarts after(Duration lived) {
        return lived.compareTo(SETTLED) < 0 ? new Restarts(early + 1) : new Restarts(1);
    }

    /** How long to wait before the next start. */
    Duration pause() {
        Duration pause = early == 0 ? Duration.ZERO : FIRST.multipliedBy(1L << Math.min(10, early - 1));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
