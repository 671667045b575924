package imece.worker.run;

import imece.contract.StatusEvent.ReleaseReason;
import imece.worker.run.Run.RunEnd;
import java.util.Optional;
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
}
