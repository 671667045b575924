package imece.gateway.recovery;

import imece.contract.RunKey;
import imece.contract.WorkerOrder;
import imece.gateway.job.CurrentRun;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a run that a worker has in hand still counts. Pure. */
final class StaleRule {

    private StaleRule() {}

    /** The order to repeat, or empty if the run counts, or may still come to count. */
    static Optional<WorkerOrder> order(@Nullable Job job, RunKey run) {
        if (job == null) {
            return Optional.of(new WorkerOrder.Cancel(run.jobId(), run.epoch()));
        }
        return switch (job.state()) {
            case JobState.Cancelled cancelled -> Optional.of(new WorkerOrder.Cancel(run.jobId(), run.epoch()));
            case JobState.Complete complete -> unless(isRun(complete.run(), run), run);
            case JobState.Errored errored -> unless(isRun(errored.run(), run), run);
            case JobState.Queued queued -> unless(run.epoch() > job.counters().epoch(), run);
            case JobState.Dispatched dispatched ->
                unless(run.epoch() >= job.counters().epoch(), run);
            case JobState.Processing processing ->
                unless(
                        run.epoch() > job.counters().epoch()
                                || (run.epoch() == job.counters().epoch()
                                        && (isRun(processing.run(), run)
                                                || run.delivery()
                                                        > processing.run().delivery())),
                        run);
        };
    }

    private static boolean isRun(@Nullable CurrentRun current, RunKey run) {
        return current != null && current.runId().equals(run.runId());
    }

    private static Optional<WorkerOrder> unless(boolean counts, RunKey run) {
        return counts ? Optional.empty() : Optional.of(new WorkerOrder.Abandon(run.jobId(), run.epoch(), run.runId()));
    }
}
