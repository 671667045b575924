package imece.worker.engine.http;

import java.time.Duration;

/**
 * How fast an adapter lives: how often it looks at its engine, and after which silence it draws conclusions. Those times are
 * chosen for engines that work for seconds; one whose pictures take milliseconds is met with the same fractions of them. How
 * long a single answer may take is not part of it.
 *
 * @param divisor by how much all times are shorter than usual
 */
public record EngineTimings(int divisor) {

    /** For engines that draw with a GPU. */
    public static final EngineTimings USUAL = new EngineTimings(1);

    /** This time at this pace. */
    public Duration of(Duration usual) {
        return usual.dividedBy(divisor);
    }
}
