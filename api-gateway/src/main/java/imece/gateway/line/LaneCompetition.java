package imece.gateway.line;

import imece.contract.LaneName;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What else the slots that serve a lane are asked for. A place counts the jobs of its own lane only: while a slot has other
 * lanes to serve too, whose turn it is depends on them. Pure.
 *
 * @param othersWait a slot of the lane serves another lane in which jobs wait: places tell nothing
 * @param othersRun a slot of the lane may be working for another lane: nobody knows for how long
 */
record LaneCompetition(boolean othersWait, boolean othersRun) {

    /** The slots of the lane have nothing else to do. */
    static final LaneCompetition NONE = new LaneCompetition(false, false);

    /** As these lanes and slots stand. */
    static LaneCompetition of(String lane, BusyLanes busy, List<ServingSlot> slots) {
        LaneName own = LaneName.parse(lane);
        List<ServingSlot> serving =
                slots.stream().filter(slot -> slot.serves(own)).toList();
        return new LaneCompetition(anyServed(serving, lane, busy.waiting()), anyServed(serving, lane, busy.running()));
    }

    private static boolean anyServed(List<ServingSlot> slots, String but, Collection<String> lanes) {
        return lanes.stream()
                .filter(lane -> !lane.equals(but))
                .map(LaneName::parse)
                .anyMatch(lane -> slots.stream().anyMatch(slot -> slot.serves(lane)));
    }

    /** What can be said of a place that was counted within its lane. */
    LinePosition told(LinePosition counted) {
        if (counted.position() == 0) {
            return counted;
        }
        if (othersWait) {
            return LinePosition.AMONG_OTHER_LANES;
        }
        return othersRun ? new LinePosition(counted.position(), null) : counted;
    }

    /** Lanes in which something is to be done. */
    record BusyLanes(Set<String> waiting, Set<String> running) {

        /** Nothing at all. */
        static final BusyLanes NONE = new BusyLanes(Set.of(), Set.of());

        BusyLanes {
            waiting = Set.copyOf(waiting);
            running = Set.copyOf(running);
        }
    }
}
