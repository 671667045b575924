package imece.worker.run;

import imece.contract.RunKey;
import imece.contract.WorkerOrder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/**
 * What gateways have ordered about jobs in the last ten minutes.
 *
 * <p>How far an order reaches: {@code cancel} ends every run and message of its job up to <em>and including</em> its epoch.
 * {@code abandon} ends the one run that it names; beyond that only what belongs to an <em>older</em> epoch, because the same
 * message of the same epoch may rightly come back as another run after the worker that superseded this one has died.
 */
public final class OrderMemory {

    static final Duration KEEP = Duration.ofMinutes(10);
    static final int MOST = 10_000;

    /** Last epoch of a job that is void. */
    private final RecentEntries<UUID, Long> voidUpTo;

    /** Remembers by this clock. */
    public OrderMemory(InstantSource clock) {
        this.voidUpTo = new RecentEntries<>(KEEP, MOST, clock);
    }

    /** Takes note of an order; those that are not about a job leave no trace. */
    public void remember(WorkerOrder order) {
        switch (order) {
            case WorkerOrder.Cancel c -> voidUpTo.note(c.jobId(), c.epoch(), Math::max);
            case WorkerOrder.Abandon a -> voidUpTo.note(a.jobId(), a.epoch() - 1, Math::max);
            case WorkerOrder.Drain d -> {}
            case WorkerOrder.Resume r -> {}
            case WorkerOrder.Call c -> {}
            case WorkerOrder.Unknown u -> {}
        }
    }

    /** Whether a message of this job and epoch is to be acknowledged untouched. */
    public boolean isVoid(UUID job, long epoch) {
        return voidUpTo.get(job).map(last -> epoch <= last).orElse(false);
    }

    /** Whether this order ends that run. */
    public static boolean ends(WorkerOrder order, RunKey run) {
        return switch (order) {
            case WorkerOrder.Cancel c -> c.jobId().equals(run.jobId()) && run.epoch() <= c.epoch();
            case WorkerOrder.Abandon a ->
                a.jobId().equals(run.jobId()) && (a.runId().equals(run.runId()) || run.epoch() < a.epoch());
            case WorkerOrder.Drain d -> false;
            case WorkerOrder.Resume r -> false;
            case WorkerOrder.Call c -> false;
            case WorkerOrder.Unknown u -> false;
        };
    }
}
