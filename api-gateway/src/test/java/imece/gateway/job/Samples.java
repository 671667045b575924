package imece.gateway.job;

import imece.contract.Failure;
import imece.contract.RenderSpec;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.Picture;
import imece.contract.StatusEvent.ReleaseReason;
import imece.gateway.job.Job.Origin;
import imece.gateway.turn.JobTurn;
import java.time.Instant;
import java.util.UUID;

/** Jobs and events for tests of the state machine; states come about through real transitions. */
public final class Samples {

    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    public static final UUID JOB = new UUID(7, 7);
    public static final RenderSpec SPEC =
            new RenderSpec("a lighthouse", "", null, 512, 512, 20, 7.0, "euler", "normal", 42);

    private Samples() {}

    public static Job queued() {
        return new Job(
                JOB,
                new Origin(new UUID(1, 1), new UUID(2, 2), new UUID(3, 3), 0, NOW),
                "default",
                1,
                JobTurn.NONE,
                SPEC,
                null,
                new Job.Counters(0, 1, 0, 0, 0),
                null,
                JobState.Queued.atOnce());
    }

    /** A queued job, dispatched. */
    public static Job dispatched(Job job, long number) {
        return GuardedTransitions.dispatched(job, number).orElseThrow();
    }

    /** A live job, cancelled. */
    public static Job cancelled(Job job) {
        return GuardedTransitions.cancelled(job, NOW).orElseThrow();
    }

    public static RunKey run(long epoch, int delivery, int id) {
        return new RunKey(JOB, epoch, delivery, new UUID(100, id));
    }

    public static SlotAddress slot(int worker) {
        return new SlotAddress("worker-" + worker, new UUID(50, worker), "gpu-" + worker, "GPU " + worker, "demo");
    }

    public static StatusEvent.Started started(RunKey run) {
        return new StatusEvent.Started(run, 1, slot(worker(run)), NOW);
    }

    public static StatusEvent.Completed completed(RunKey run) {
        return new StatusEvent.Completed(
                run, 30, slot(worker(run)), NOW, new Picture("ab".repeat(32), 1000, 512, 512), 900);
    }

    public static StatusEvent.Failed failed(RunKey run, boolean retryable) {
        return new StatusEvent.Failed(
                run, 30, slot(worker(run)), NOW, new Failure("out-of-memory", "No memory left.", retryable));
    }

    public static StatusEvent.Released released(RunKey run, ReleaseReason reason) {
        return new StatusEvent.Released(run, 2, slot(worker(run)), NOW, reason);
    }

    private static int worker(RunKey run) {
        return (int) run.runId().getLeastSignificantBits();
    }
}
