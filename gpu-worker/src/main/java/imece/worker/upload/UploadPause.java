package imece.worker.upload;

import java.time.Duration;

/** How long to wait after all addresses have failed: half a second at first, doubling up to ten. Pure. */
final class UploadPause {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private UploadPause() {}

    static Duration after(int rounds) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(10, Math.max(0, rounds - 1)));
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
