package imece.gateway.line;

import imece.contract.EngineCapabilities;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.gateway.line.LaneOrder.WaitingEntry;
import imece.gateway.turn.TurnOrder;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Slots and waiting jobs that are made up. */
final class LineFixtures {

    private LineFixtures() {}

    static ServingSlot slot(String gpu, SlotState state, String... checkpoints) {
        return slot(gpu, state, null, checkpoints);
    }

    static ServingSlot slot(String gpu, SlotState state, @Nullable EngineCapabilities can, String... checkpoints) {
        SlotReport report = new SlotReport(
                new GpuReport(gpu, "GPU", null, null, null, null),
                state,
                "demo",
                "default",
                null,
                null,
                null,
                can,
                EngineOffer.NONE);
        return new ServingSlot("worker-1", report, Set.of(checkpoints), Set.of());
    }

    static ServingSlot idle(String... checkpoints) {
        return slot("gpu", SlotState.IDLE, checkpoints);
    }

    static WaitingEntry entry(LineStanding standing, long estimate) {
        return new WaitingEntry(standing, estimate, new UUID(7, standing.order().ticket() % 3));
    }

    static LineStanding queued(long turn, long ticket) {
        return LineStanding.queued(new TurnOrder(false, turn, ticket));
    }

    static LineStanding pinned(long turn, long ticket) {
        return LineStanding.queued(new TurnOrder(true, turn, ticket));
    }

    static LineStanding dispatched(long number, long turn, long ticket) {
        return new LineStanding(new TurnOrder(false, turn, ticket), number);
    }
}
