package imece.bench.stats;

/** How a figure stands to its goal. */
public enum GoalResult {
    /** As good as wanted, or better. */
    KEPT,
    /** Not as good as wanted. */
    MISSED,
    /** Nothing was wanted. */
    NO_GOAL
}
