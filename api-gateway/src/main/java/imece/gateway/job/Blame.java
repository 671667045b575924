package imece.gateway.job;

import imece.gateway.job.Job.Counters;
import java.util.Locale;

/**
 * Who pays for a run whose worker is lost. Pure; see decision 0011.
 *
 * <p>A run that was the only one of its process has shown what it can do: a failure. If others were lost with it, nobody knows
 * which of them it was, so each becomes a suspect; from the second time on a suspect runs without neighbours. Thus no job
 * fails because of another, and one that kills every process it runs in has killed at most
 * {@value #MOST_DEATHS} when it fails.
 */
public enum Blame {
    /** Its worker lives, or there is nobody to blame. */
    NONE,
    /** It was lost together with others. */
    SUSPICION,
    /** It was the only run of its process. */
    FAILURE;

    /** Losses with company after which a job runs alone. */
    static final int MAX_SUSPICIONS = 2;

    /** Processes that one job can take down before it ends, each of them after its start was told. */
    static final int MOST_DEATHS = MAX_SUSPICIONS + Transitions.MAX_FAILURES;

    /**
     * Who pays for a run about whose worker this is known. A run that had its process to itself pays alone, whatever else was
     * lost with that process: those others ended before it began, and only their last words are late.
     *
     * @param before the job's counters when the run was handed out
     */
    static Blame of(Evidence evidence, Counters before) {
        return switch (evidence) {
            case GONE -> FAILURE;
            case GONE_WITH_OTHERS -> mustRunAlone(before) ? FAILURE : SUSPICION;
            case RUNNING_IT, ALIVE_WITHOUT_IT, UNKNOWN -> NONE;
        };
    }

    /** The job's counters once it has paid. */
    Counters on(Counters before) {
        return switch (this) {
            case NONE -> before;
            case SUSPICION -> before.suspected();
            case FAILURE -> before.failed();
        };
    }

    /** The job's counters once that is taken back, because the worker has been heard again. */
    Counters takenBackFrom(Counters before) {
        return switch (this) {
            case NONE -> before;
            case SUSPICION ->
                new Counters(
                        before.epoch(),
                        before.rev(),
                        before.attempt(),
                        before.failures(),
                        Math.max(0, before.suspicions() - 1));
            case FAILURE ->
                new Counters(
                        before.epoch(),
                        before.rev(),
                        before.attempt(),
                        Math.max(0, before.failures() - 1),
                        before.suspicions());
        };
    }

    /** Whether a job with these counters may run only where nothing runs beside it. */
    public static boolean mustRunAlone(Counters counters) {
        return counters.suspicions() >= MAX_SUSPICIONS;
    }

    /** The word in SQL. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
