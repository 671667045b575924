package imece.gateway.job.rows;

/** The end of a lane, where new jobs join. */
public final class EndOfLane {

    /**
     * A column of a statement that closes the end of the lane {@code :lane} until the transaction ends, if the statement comes to
     * a row: so tickets are drawn in the order in which they become visible, and every new job knows its place.
     */
    public static final String CLOSED =
            "pg_advisory_xact_lock(hashtextextended('imece.line.' || cast(:lane as text), 0))";

    private EndOfLane() {}
}
