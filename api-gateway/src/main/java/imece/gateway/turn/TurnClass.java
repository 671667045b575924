package imece.gateway.turn;

/** How urgent a job is. Urgency moves a job in the order of turns only: what it costs its owner is the same. */
public enum TurnClass {
    /** Somebody looks at the page and waits. */
    INTERACTIVE(0),
    /** Nobody waits for it: it stands behind what comes within a quarter of an hour of GPU time. */
    BATCH(15 * 60_000L);

    private final long constant;

    TurnClass(long constant) {
        this.constant = constant;
    }

    /** What is added to the turn of each job of this class, in GPU-milliseconds. */
    public long constant() {
        return constant;
    }
}
