package imece.gateway.job.rows;

import imece.contract.LaneName;
import imece.contract.SlotId;
import imece.gateway.turn.TurnPass;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a dispatcher wants written.
 *
 * @param term its own; with another one in the row nothing is written
 * @param jobs in the order in which they are dispatched
 * @param clocks what these lanes' clocks show at least
 * @param passes jobs that go before their turn
 */
public record DispatchOrder(long term, List<SlottedJob> jobs, Map<LaneName, Long> clocks, List<TurnPass> passes) {
    public DispatchOrder {
        jobs = List.copyOf(jobs);
        clocks = Map.copyOf(clocks);
        passes = List.copyOf(passes);
    }

    /** A job that is to be dispatched, and the slot that was assigned for it. */
    public record SlottedJob(UUID job, SlotId slot) {}
}
