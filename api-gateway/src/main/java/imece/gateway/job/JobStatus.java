package imece.gateway.job;

import java.util.Locale;
import java.util.Set;

/** The stored status of a job. Users see {@code dispatched} as queued: the broker holds it, but no GPU has it yet. */
public enum JobStatus {
    /** By submit, or given back at its old place. Left by the dispatcher or a cancel. */
    QUEUED,
    /** By the dispatcher. Left by any event of this epoch, a cancel, or the reconciler. */
    DISPATCHED,
    /** By a run's start. Left by its end, a cancel, or a run that supersedes it. */
    PROCESSING,
    /** By a run's completion. Final. */
    COMPLETE,
    /** By a permanent failure, or the last of the attempts. Final. */
    ERROR,
    /** By the owner or an operator. Final. */
    CANCELLED;

    /** In the line, as users see it. */
    public static final Set<JobStatus> WAITING = Set.of(QUEUED, DISPATCHED);

    /** Not over yet. */
    public static final Set<JobStatus> LIVE = Set.of(QUEUED, DISPATCHED, PROCESSING);

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in SQL. */
    public String word() {
        return word;
    }

    /** The status of this word in SQL. */
    public static JobStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether the job is over for good. */
    public boolean terminal() {
        return switch (this) {
            case QUEUED, DISPATCHED, PROCESSING -> false;
            case COMPLETE, ERROR, CANCELLED -> true;
        };
    }

    /** Whether the job stands in the line, as users see it. */
    public boolean waiting() {
        return switch (this) {
            case QUEUED, DISPATCHED -> true;
            case PROCESSING, COMPLETE, ERROR, CANCELLED -> false;
        };
    }

    /** The word that users see. */
    public String shown() {
        return waiting() ? QUEUED.word : word;
    }
}
