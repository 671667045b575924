package imece.gateway.background;

import java.time.Duration;

/**
 * Something that is done again and again. One that throws is done again at its next turn, like any other.
 *
 * @param name in logs and metrics, such as {@code purge-answers}; it is kept from release to release
 * @param first how long after the start it is done first
 * @param period between the end of one turn and the next
 * @param withoutDatabase what does not happen while the database is away, such as {@code no lane is called}
 */
public record PeriodicTask(String name, Duration first, Duration period, String withoutDatabase, Runnable work) {

    /** A task that asks the database, and is done at once after the start. */
    public static PeriodicTask every(Duration period, String name, String withoutDatabase, Runnable work) {
        return new PeriodicTask(name, Duration.ZERO, period, withoutDatabase, work);
    }

    /** A task that needs no database, and is done at once after the start. */
    public static PeriodicTask every(Duration period, String name, Runnable work) {
        return every(period, name, name + " waits", work);
    }

    /** The same, but done first so long after the start. */
    public PeriodicTask firstAfter(Duration delay) {
        return new PeriodicTask(name, delay, period, withoutDatabase, work);
    }
}
