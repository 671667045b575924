package imece.gateway.job;

import imece.gateway.job.Job.Counters;
import java.util.stream.Stream;

/**
 * What the loss of a run's worker is charged to its job. Pure; see decision 0011.
 *
 * <p>A run that was the only one of its process has shown what it can do: a failure. If others were lost with it, nobody knows
 * which of them it was, so the loss is shared; from the second shared loss on a job runs without neighbours. Thus no job
 * fails because of another, and one that kills every process it runs in has killed at most
 * {@value #MOST_DEATHS} when it fails.
 */
public enum LossCharge {
    /** Nothing: its worker lives, or none is known. */
    NONE("none"),
    /** It was lost together with others, and nobody knows which of them it was. */
    SHARED("suspicion"),
    /** A failure: it was the only run of its process. */
    FULL("failure");

    /** Shared losses after which a job runs alone. */
    static final int MOST_SHARED = 2;

    /** Processes that one job can take down before it ends, each of them after its start was told. */
    static final int MOST_DEATHS = MOST_SHARED + Transitions.MAX_FAILURES;

    /**
     * What is charged for a run about whose worker this is known. A run that had its process to itself is charged in full, whatever else was
     * lost with that process: those others ended before it began, and only their last words are late.
     *
     * @param before the job's counters when the run was handed out
     */
    static LossCharge of(Evidence evidence, Counters before) {
        return switch (evidence) {
            case GONE -> FULL;
            case GONE_WITH_OTHERS -> mustRunAlone(before) ? FULL : SHARED;
            case RUNNING_IT, ALIVE_WITHOUT_IT, UNKNOWN -> NONE;
        };
    }

    /** The job's counters once it is charged. */
    Counters on(Counters before) {
        return switch (this) {
            case NONE -> before;
            case SHARED -> before.lostWithOthers();
            case FULL -> before.failed();
        };
    }

    /** The job's counters once the charge is refunded, because the worker has been heard again. */
    Counters refundedTo(Counters before) {
        return switch (this) {
            case NONE -> before;
            case SHARED ->
                new Counters(
                        before.epoch(),
                        before.version(),
                        before.attempt(),
                        before.failures(),
                        Math.max(0, before.sharedLosses() - 1),
                        before.refusals());
            case FULL ->
                new Counters(
                        before.epoch(),
                        before.version(),
                        before.attempt(),
                        Math.max(0, before.failures() - 1),
                        before.sharedLosses(),
                        before.refusals());
        };
    }

    /** Whether a job with these counters may run only where nothing runs beside it. */
    public static boolean mustRunAlone(Counters counters) {
        return counters.sharedLosses() >= MOST_SHARED;
    }

    private final String word;

    LossCharge(String word) {
        this.word = word;
    }

    /** The charge of this word. */
    public static LossCharge of(String word) {
        return Stream.of(values())
                .filter(charge -> charge.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No charge is called " + word));
    }

    /** The word in SQL. */
    public String word() {
        return word;
    }

    /** What is known about the worker of a run that another run wants to supersede. */
    public enum Evidence {
        /** Its exclusive control queue no longer exists: its connection, and with it its process, is gone. */
        GONE,
        /** Gone likewise, and other jobs' runs with it. */
        GONE_WITH_OTHERS,
        /** It lives, and its last heartbeat still names the run. */
        RUNNING_IT,
        /** It lives, and a heartbeat later than the redelivery does not name the run. */
        ALIVE_WITHOUT_IT,
        /** Not known yet; ask again. */
        UNKNOWN
    }
}
