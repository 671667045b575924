package imece.worker.run;

import java.time.Duration;

/** Lets things through no more often than once per gap. The clock is the caller's. */
final class Throttle {

    private final long gapNanos;
    private boolean used;
    private long last;

    Throttle(Duration gap) {
        this.gapNanos = gap.toNanos();
    }

    /** Whether one may pass now; if so, it has. {@code now} as of {@link System#nanoTime}. */
    boolean admit(long now) {
        if (used && now - last < gapNanos) {
            return false;
        }
        pass(now);
        return true;
    }

    /** One passes now, whatever the gap. */
    void pass(long now) {
        used = true;
        last = now;
    }
}
