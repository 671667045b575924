package imece.worker.run;

import imece.clock.MonotonicClock;
import imece.contract.RenderJob;
import imece.contract.RunKey;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.WorkerOrder;
import imece.worker.run.Run.RunEnd;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Decides whether a message that has arrived is run at all. */
public final class Admission {

    private final OrderMemory orders;
    private final FinishedRuns finished;
    private final BooleanSupplier draining;

    /**
     * Decides by these.
     *
     * @param draining whether this worker takes nothing new
     */
    public Admission(OrderMemory orders, FinishedRuns finished, BooleanSupplier draining) {
        this.orders = orders;
        this.finished = finished;
        this.draining = draining;
    }

    /** How the run ends before it begins; empty = it may begin. */
    Optional<RunEnd> refuse(Run run) {
        if (run.stop().requested() || orders.isVoid(run.job().jobId(), run.job().epoch())) {
            return Optional.of(new RunEnd.Untouched("it was cancelled or taken back"));
        }
        if (finished.isEcho(run.job(), run.key().delivery())) {
            return Optional.of(new RunEnd.Untouched("it has just been finished here"));
        }
        if (draining.getAsBoolean()) {
            return Optional.of(new RunEnd.Released(ReleaseReason.DRAINING));
        }
        if (run.key().delivery() >= run.job().maxDeliveries()) {
            return Optional.of(new RunEnd.Released(ReleaseReason.TOO_MANY_DELIVERIES));
        }
        if (run.job().avoid() != null && run.job().avoid().equals(run.slot().id())) {
            return Optional.of(new RunEnd.Released(ReleaseReason.AVOIDED));
        }
        return Optional.empty();
    }

    /** The run's last event, if it had any, is confirmed: its echo will be refused. */
    void ended(Run run, RunEnd end) {
        switch (end) {
            case RunEnd.Completed c -> finished.remember(run.key());
            case RunEnd.Failed f -> finished.remember(run.key());
            case RunEnd.Released r -> finished.remember(run.key());
            case RunEnd.Untouched u -> {}
            case RunEnd.Dropped d -> {}
        }
    }

    /**
     * What this process has reported to the end in the last ten minutes. If the acknowledgement got lost with its channel, the
     * broker hands the message out once more; whoever gets it back here acknowledges it. Only that very next delivery counts: a
     * later one means that somebody else has had it in between.
     */
    public static final class FinishedRuns {

        static final Duration KEEP = Duration.ofMinutes(10);
        static final int MOST = 1_000;

        private final RecentEntries<UUID, RunKey> runs;

        /** Remembers by this clock. */
        public FinishedRuns(MonotonicClock clock) {
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

    /**
     * What gateways have ordered about jobs in the last ten minutes.
     *
     * <p>How far an order reaches: {@code cancel} ends every run and message of its job up to <em>and including</em> its epoch.
     * {@code abandon} ends the one run that it names; beyond that only what belongs to an <em>older</em> epoch, because the same
     * message of the same epoch may rightly come back as another run after the worker that superseded this one has died.
     */
    public static final class OrderMemory {

        static final Duration KEEP = Duration.ofMinutes(10);
        static final int MOST = 10_000;

        /** Last epoch of a job that is void. */
        private final RecentEntries<UUID, Long> voidUpTo;

        /** Remembers by this clock. */
        public OrderMemory(MonotonicClock clock) {
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
                case WorkerOrder.Assign a -> {}
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
                case WorkerOrder.Assign a -> false;
                case WorkerOrder.Unknown u -> false;
            };
        }
    }
}
