package imece.local.behaviour;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes on by itself and can be put forward. */
final class MovedClock extends Clock {
    private final Clock real = Clock.tick(Clock.systemUTC(), ChronoUnit.MICROS.getDuration());
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    void pass(Duration time) {
        ahead.updateAndGet(time::plus);
    }

    @Override
    public Instant instant() {
        return real.instant().plus(ahead.get());
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
