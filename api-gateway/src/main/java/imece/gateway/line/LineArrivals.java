package imece.gateway.line;

import imece.gateway.line.LaneOrder.WaitingEntry;
import imece.gateway.turn.TurnOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits now and did not a moment ago, and so why somebody stands further back. Pure, of two readings. */
final class LineArrivals {

    private final LineSnapshot before;
    private final LineSnapshot now;
    private final Map<String, List<Arrival>> byLane = new HashMap<>();

    private record Arrival(LineStanding standing, PositionRise as) {}

    private LineArrivals(LineSnapshot before, LineSnapshot now) {
        this.before = before;
        this.now = now;
    }

    /** Those between two readings; costs one walk along both. */
    static LineArrivals between(LineSnapshot before, LineSnapshot now) {
        LineArrivals arrivals = new LineArrivals(before, now);
        now.lanes().forEach((lane, order) -> arrivals.byLane.put(lane, arrivals.of(before.lane(lane), order)));
        return arrivals;
    }

    private List<Arrival> of(LaneOrder earlier, LaneOrder later) {
        List<Arrival> arrivals = new ArrayList<>();
        int known = 0;
        for (int i = 0; i < later.queued(); i++) {
            TurnOrder order = later.order(i);
            while (known < earlier.queued() && earlier.order(known).compareTo(order) < 0) {
                known++;
            }
            if (known == earlier.queued() || !earlier.order(known).equals(order)) {
                arrivals.add(new Arrival(LineStanding.queued(order), kind(order)));
            }
        }
        for (WaitingEntry job : later.dispatched()) {
            if (!earlier.holdsDispatched(job.standing().order().ticket())) {
                arrivals.add(new Arrival(job.standing(), PositionRise.AHEAD_IN_TURN));
            }
        }
        return arrivals;
    }

    private PositionRise kind(TurnOrder order) {
        if (order.pinned()) {
            return PositionRise.TO_THE_FRONT;
        }
        return order.ticket() <= before.lastTicket() ? PositionRise.RETURNED : PositionRise.AHEAD_IN_TURN;
    }

    /** Why this job of this lane stands further back than it did; to be asked only if it does. */
    PositionRise why(String lane, LineStanding job) {
        Set<PositionRise> reasons = EnumSet.noneOf(PositionRise.class);
        TurnOrder last = now.lane(lane).last(job);
        for (String other : now.competing(lane)) {
            if (before.paused().contains(other)) {
                reasons.add(PositionRise.LANE_RESUMED);
            } else if (!before.competition().between(lane, other)) {
                reasons.add(PositionRise.SLOTS_CHANGED);
            }
            for (Arrival arrival : byLane.getOrDefault(other, List.of())) {
                LineStanding one = arrival.standing();
                if (other.equals(lane) ? one.before(job) : one.beforeOneElsewhere(job, last)) {
                    reasons.add(arrival.as());
                }
            }
        }
        for (PositionRise strongest : List.of(
                PositionRise.LANE_RESUMED,
                PositionRise.SLOTS_CHANGED,
                PositionRise.TO_THE_FRONT,
                PositionRise.RETURNED)) {
            if (reasons.contains(strongest)) {
                return strongest;
            }
        }
        return PositionRise.AHEAD_IN_TURN;
    }
}
