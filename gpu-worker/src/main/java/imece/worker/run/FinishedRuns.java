package imece.worker.run;

import imece.contract.RenderJob;
import imece.contract.RunKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * What this process has reported to the end in the last ten minutes. If the acknowledgement got lost with its channel, the
 * broker hands the message out once more; whoever gets it back here acknowledges it. Only that very next delivery counts: a
 * later one means that somebody else has had it in between.
 */
public final class FinishedRuns {

    static final Duration KEEP = Duration.ofMinutes(10);
    static final int MOST = 1_000;

    private final RecentEntries<UUID, RunKey> runs;

    /** Remembers by this clock. */
    public FinishedRuns(InstantSource clock) {
        this.runs = new RecentEntries<>(KEEP, MOST, clock);
    }

    /** This run's last event is confirmed. */
    public void remember(RunKey run) {
        runs.note(run.jobId(), run, (before, now) -> now);
    }

    /** This run doesn't count after all. */
    public void forget(UUID job, UUID runId) {
        runs.forget(job, run -> run.runId().equals(runId));
    }

    /** Whether this delivery is only the echo of a run that is over. */
    public boolean isEcho(RenderJob job, int delivery) {
        return runs.get(job.jobId())
                .map(run -> run.epoch() == job.epoch() && delivery <= run.delivery() + 1)
                .orElse(false);
    }
}
