package imece.clock;

/**
 * Says how far time has gone on in this process: never backwards, and by no more than has passed, also when the machine's
 * clock is set. A part that measures liveness, silence, an age or a pause asks this one; a {@link java.time.Clock} is for
 * dates that people and rows are told.
 */
@FunctionalInterface
public interface MonotonicClock {

    /** Now. */
    Moment now();

    /** That of the machine. */
    static MonotonicClock system() {
        return () -> new Moment(System.nanoTime());
    }
}
