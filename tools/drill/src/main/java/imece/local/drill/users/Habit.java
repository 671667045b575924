package imece.local.drill.users;

import imece.client.Pace;
import java.time.Duration;

/** How a browser watches. */
enum Habit {
    /** Reads what comes, and stays. */
    STEADY,
    /** Takes its time for every frame. */
    SLOW,
    /** Leaves every few seconds and comes back, perhaps to the other gateway. */
    RESTLESS,
    /** Opens a socket and never reads from it. */
    DEAF;

    private static final Duration READING = Duration.ofMillis(30);

    Pace pace() {
        return switch (this) {
            case STEADY, RESTLESS -> Pace.AT_ONCE;
            case SLOW -> Pace.slow(READING);
            case DEAF -> Pace.NEVER;
        };
    }

    /** Whether it is told anything at all. */
    boolean reads() {
        return this != DEAF;
    }
}
