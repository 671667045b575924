package imece.simulator;

import imece.gateway.turn.RunVerdict;
import imece.gateway.turn.TurnSlot;
import java.util.List;
import java.util.Optional;

/** Who goes next, as one system or another decides it. It keeps the line; time is told, never asked. */
interface LinePolicy {

    /** Which slot gets which job. */
    record Assignment(SimulatedJob job, TurnSlot slot) {}

    /** A job comes. */
    void submitted(SimulatedJob job, long now);

    /** What is next for one of these slots; the job leaves the line. */
    Optional<Assignment> next(List<TurnSlot> idle, long now);

    /** A job is over, or goes back to the line where it stood. */
    void ended(SimulatedJob job, RunVerdict verdict, String gpuName);

    /** A waiting job is cancelled. */
    void cancelled(SimulatedJob job);

    /** These slots are live from now on. */
    void live(List<TurnSlot> slots);
}
