package imece.gateway.job;

import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.Decision.RunChange.RunTime;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.turn.RunVerdict;
import imece.gateway.turn.TurnPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is put right in an account when a job is over.
 *
 * @param job which is over
 * @param account whose
 * @param by so much, in GPU-milliseconds; negative is given back
 */
public record TurnCharge(UUID job, UUID account, long by) {

    /**
     * What a job's end puts right; empty as long as it is not over, or if nobody was charged for it.
     *
     * @param runs what was decided about runs with it
     * @param longestRun nobody pays for more than that
     */
    public static Optional<TurnCharge> of(Job job, List<RunChange> runs, Duration longestRun) {
        UUID account = job.turn().account();
        if (account == null || !job.status().terminal()) {
            return Optional.empty();
        }
        long by = TurnPolicy.STANDARD.correction(
                verdict(job.state(), runs, longestRun),
                job.turn().estimate(),
                job.turn().weight());
        return Optional.of(new TurnCharge(job.id(), account, by));
    }

    /** What a job's state means for the account. A run that is not over yet, or was in vain, leaves it as it is. */
    static RunVerdict verdict(JobState state, List<RunChange> runs, Duration longestRun) {
        return switch (state) {
            case JobState.Queued queued -> new RunVerdict.BackInLine();
            case JobState.Dispatched dispatched -> new RunVerdict.BackInLine();
            case JobState.Processing processing -> new RunVerdict.BackInLine();
            case JobState.Complete complete ->
                measured(complete.run(), complete.startedAt(), complete.finishedAt(), runs, longestRun);
            // What failed for a passing reason until it was too often, or was lost too often, is no fault of the job.
            case JobState.Errored errored ->
                errored.failure().retryable()
                        ? new RunVerdict.Unspent()
                        : measured(errored.run(), errored.startedAt(), errored.finishedAt(), runs, longestRun);
            case JobState.Cancelled cancelled ->
                measured(cancelled.run(), cancelled.startedAt(), cancelled.finishedAt(), runs, longestRun);
        };
    }

    private static RunVerdict measured(
            @Nullable CurrentRun run,
            @Nullable Instant startedAt,
            Instant finishedAt,
            List<RunChange> runs,
            Duration longestRun) {
        if (run == null || startedAt == null) {
            return new RunVerdict.Unspent();
        }
        long seen = Duration.between(startedAt, finishedAt).toMillis();
        RunTime time = runs.stream()
                .filter(RunChange.Ended.class::isInstance)
                .map(RunChange.Ended.class::cast)
                .filter(ended -> ended.runId().equals(run.runId()))
                .map(RunChange.Ended::time)
                .findFirst()
                .orElse(RunTime.NONE);
        // A start that was heard of together with the end says nothing about how long it was.
        long most = seen > 0 ? Math.min(seen, longestRun.toMillis()) : longestRun.toMillis();
        return new RunVerdict.Measured(Math.clamp(time.gpuMillisOf(seen), 0, most));
    }
}
