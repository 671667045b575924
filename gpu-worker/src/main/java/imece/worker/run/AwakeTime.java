package imece.worker.run;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Time in which this process ran, in nanoseconds. Who looks at it many times a second and sees that seconds have passed between
 * two looks was not running meanwhile: the machine slept, or the process was stopped, and so most likely did the engine. Of such a
 * gap only {@link #MOST_BETWEEN_LOOKS} count. Safe for many threads.
 */
final class AwakeTime implements LongSupplier {

    /** More between two looks of a process that runs is not to be expected, however busy its machine is. */
    static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private long last;
    private long awake;
    private long slept;

    /** By this clock, which is like {@link System#nanoTime}. */
    AwakeTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    @Override
    public synchronized long getAsLong() {
        long now = nanoTime.getAsLong();
        long gap = now - last;
        long counts = Math.min(gap, MOST_BETWEEN_LOOKS.toNanos());
        last = now;
        awake += counts;
        slept += gap - counts;
        return awake;
    }

    /** How much of the time until now did not count. */
    synchronized Duration slept() {
        getAsLong();
        return Duration.ofNanos(slept);
    }
}
