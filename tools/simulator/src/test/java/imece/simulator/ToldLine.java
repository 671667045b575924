package imece.simulator;

import imece.gateway.turn.RunVerdict;
import imece.gateway.turn.TurnSlot;
import java.util.List;
import java.util.Optional;

/** Passes everything on to another policy, so that a test can look at some of it. */
class ToldLine implements LinePolicy {

    private final LinePolicy told;

    ToldLine(LinePolicy told) {
        this.told = told;
    }

    @Override
    public void submitted(SimulatedJob job, long now) {
        told.submitted(job, now);
    }

    @Override
    public Optional<Assignment> next(List<TurnSlot> idle, long now) {
        return told.next(idle, now);
    }

    @Override
    public void ended(SimulatedJob job, RunVerdict verdict, String gpuName) {
        told.ended(job, verdict, gpuName);
    }

    @Override
    public void cancelled(SimulatedJob job) {
        told.cancelled(job);
    }

    @Override
    public void live(List<TurnSlot> slots) {
        told.live(slots);
    }
}
