package imece.gateway.owner;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How fast somebody may ask, by the generic cell rate algorithm: one moment says it all, that at which everything granted so far
 * will have been earned. Within any time at most {@code burst} and {@code perMinute} for each of its minutes are granted. Pure.
 *
 * @param perMinute granted on the long run; 1 or more
 * @param burst granted at once after a rest; 1 or more
 */
public record RatePolicy(int perMinute, int burst) {

    private static final long MICROS_OF_MINUTE = Duration.ofMinutes(1).toNanos() / 1_000;

    public RatePolicy {
        if (perMinute < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "A rate of %d a minute, %d at once, grants nothing at all.".formatted(perMinute, burst));
        }
    }

    /** What becomes of one wish. */
    public sealed interface RateDecision {

        /**
         * It is granted.
         *
         * @param earnedAt what is to be remembered
         */
        record Granted(Instant earnedAt) implements RateDecision {}

        /**
         * It is not, and nothing is to be remembered.
         *
         * @param patience how long until the same wish can be granted
         */
        record NotYet(Duration patience) implements RateDecision {}

        /** It asks for more than is ever granted at once. */
        record TooManyAtOnce() implements RateDecision {}
    }

    /**
     * Decides about a wish for so many at once.
     *
     * @param earnedAt what was remembered of the last one; null of nobody
     */
    public RateDecision decide(@Nullable Instant earnedAt, Instant now, int count) {
        if (count > burst) {
            return new RateDecision.TooManyAtOnce();
        }
        Instant then = later(earnedAt, now).plus(count * interval(), ChronoUnit.MICROS);
        Duration ahead = Duration.between(now.plus(burst * interval(), ChronoUnit.MICROS), then);
        return ahead.isPositive() ? new RateDecision.NotYet(ahead) : new RateDecision.Granted(then);
    }

    /** How many of the burst are used up at this moment. */
    public int used(@Nullable Instant earnedAt, Instant now) {
        long ahead = ChronoUnit.MICROS.between(now, later(earnedAt, now));
        return (int) Math.min(burst, Math.ceilDiv(ahead, interval()));
    }

    /** Rounded up: the database remembers whole microseconds, and rounding down would grant more than the rate. */
    private long interval() {
        return Math.ceilDiv(MICROS_OF_MINUTE, perMinute);
    }

    private static Instant later(@Nullable Instant earnedAt, Instant now) {
        return earnedAt == null || earnedAt.isBefore(now) ? now : earnedAt;
    }
}
