package imece.client;

import java.time.Duration;

/**
 * How fast a feed is read.
 *
 * @param reads whether it is read at all
 * @param pause before each further piece is taken
 */
public record Pace(boolean reads, Duration pause) {
    public static final Pace AT_ONCE = new Pace(true, Duration.ZERO);
    public static final Pace NEVER = new Pace(false, Duration.ZERO);

    /** With this pause before each further piece. */
    public static Pace slow(Duration pause) {
        return new Pace(true, pause);
    }
}
