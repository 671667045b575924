package imece.local.drill.users;

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

    /** Whether it is told anything at all. */
    boolean reads() {
        return this != DEAF;
    }
}
