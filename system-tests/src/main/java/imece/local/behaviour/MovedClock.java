package imece.local.behaviour;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes on by itself, can be put forward with the process, and can be set while the process goes on. */
final class MovedClock extends Clock {
    private final Clock real = Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration());
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Duration> set = new AtomicReference<>(Duration.ZERO);

    /** The time of the process, which goes on with it. */
    MonotonicClock monotonic() {
        return () -> new Moment(System.nanoTime()).plus(ahead.get());
    }

    /** Only the date changes; negative = it was put back. */
    void set(Duration by) {
        set.updateAndGet(by::plus);
    }

    void pass(Duration time) {
        ahead.updateAndGet(time::plus);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get()).plus(set.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return real.withZone(zone);
    }
}
