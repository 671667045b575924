package imece.gateway.ingest;

import imece.contract.StatusEvent;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.SecretHash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an event can be about its job at all, by what the job's row says. Pure. */
final class EventProof {

    private EventProof() {}

    /**
     * Why it cannot, as a sentence; empty if it can.
     *
     * @param secret what the row keeps of its last dispatch's secret; null = nothing
     * @param knowsNoSecrets whether the event may be one of a worker of the last release
     */
    static Optional<String> missing(
            Job job, @Nullable SecretHash secret, StatusEvent.OfRun event, boolean knowsNoSecrets) {
        CurrentRun run = job.run();
        if (run != null && run.runId().equals(event.run().runId()) && !ofItsProcess(run, event)) {
            return Optional.of("Its run is another worker's.");
        }
        boolean tolerated = knowsNoSecrets && event.secret() == null;
        return secret == null || tolerated || secret.isShownBy(event)
                ? Optional.empty()
                : Optional.of("It does not show the secret of its dispatch.");
    }

    private static boolean ofItsProcess(CurrentRun run, StatusEvent.OfRun event) {
        return run.slot().worker().equals(event.slot().worker())
                && run.slot().instance().equals(event.slot().instance());
    }
}
