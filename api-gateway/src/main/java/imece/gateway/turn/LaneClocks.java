package imece.gateway.turn;

import imece.contract.LaneName;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The clocks of the lanes, in GPU-milliseconds. A clock shows the turn of the job that was last taken in its turn by a slot
 * which serves the lane; it never falls. Not for several threads.
 */
public final class LaneClocks {

    private final Map<LaneName, Long> clocks = new HashMap<>();
    private long greatest;

    /** None yet. */
    public LaneClocks() {}

    /** As they were kept. */
    public LaneClocks(Map<LaneName, Long> kept) {
        kept.forEach(this::raise);
    }

    /**
     * What a lane's clock shows. One that has none yet gets one.
     *
     * @param leastWaiting the least turn, without the constant of its class, among all jobs that wait
     */
    public long of(LaneName lane, OptionalLong leastWaiting) {
        Long shown = clocks.get(lane);
        if (shown != null) {
            return shown;
        }
        long begin = leastWaiting.orElse(greatest);
        raise(lane, begin);
        return begin;
    }

    /**
     * Follows a pick.
     *
     * @return the clocks that moved
     */
    public Map<LaneName, Long> follow(TurnPick pick) {
        return switch (pick) {
            case TurnPick.InTurn inTurn -> inTurn.job().order().pinned() ? Map.of() : follow(inTurn);
            case TurnPick.BeforeTurn before -> Map.of();
        };
    }

    private Map<LaneName, Long> follow(TurnPick.InTurn pick) {
        long shown = pick.job().clock();
        Map<LaneName, Long> moved = new HashMap<>();
        clocks.forEach((lane, before) -> {
            if (before < shown && pick.slot().serves().test(lane)) {
                moved.put(lane, shown);
            }
        });
        moved.forEach(this::raise);
        return moved;
    }

    /** All of them. */
    public Map<LaneName, Long> all() {
        return Map.copyOf(clocks);
    }

    private void raise(LaneName lane, long to) {
        clocks.merge(lane, to, Math::max);
        greatest = Math.max(greatest, to);
    }
}
