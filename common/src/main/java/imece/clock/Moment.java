package imece.clock;

import java.time.Duration;

/**
 * A point in the life of this process. It has no date, so nobody can compare it with what another process, a row or a file
 * says; what lies between two of them is a duration, whatever becomes of the machine's clock meanwhile (decision 0068).
 *
 * @param nanos as of {@link System#nanoTime}: only differences mean something
 */
public record Moment(long nanos) {

    /** How long it took from this one to a later one; negative if that one was earlier. */
    public Duration until(Moment later) {
        return Duration.ofNanos(later.nanos - nanos);
    }

    /** Whether this one came after that one. */
    public boolean isAfter(Moment other) {
        return nanos - other.nanos > 0;
    }

    /** Whether this one came before that one. */
    public boolean isBefore(Moment other) {
        return nanos - other.nanos < 0;
    }

    /** So much later. */
    public Moment plus(Duration time) {
        return new Moment(nanos + time.toNanos());
    }

    /** The later of the two. */
    public static Moment later(Moment one, Moment other) {
        return one.isAfter(other) ? one : other;
    }
}
