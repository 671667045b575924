package imece.gateway.line;

import imece.gateway.line.LaneOrder.WaitingEntry;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.WorkAhead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that wait, at one moment. A position is one more than how many stand before a job in the lanes that compete with its own
 * and do not pause. Pure; for any thread.
 *
 * @param lanes those in which somebody waits
 * @param competition which of them compete
 * @param paused those that an operator lets pause: nobody there stands before anybody elsewhere
 * @param lastTicket the greatest ticket that had been seen by then
 */
record LineSnapshot(Map<String, LaneOrder> lanes, LaneCompetition competition, Set<String> paused, long lastTicket) {

    /** Nobody waits. */
    static final LineSnapshot EMPTY = new LineSnapshot(Map.of(), LaneCompetition.NONE, Set.of(), 0);

    LineSnapshot {
        lanes = Map.copyOf(lanes);
        paused = Set.copyOf(paused);
    }

    /** Of these jobs by their lanes, each lane in any order. */
    static LineSnapshot of(Map<String, List<WaitingEntry>> jobs, LaneCompetition competition, Set<String> paused) {
        Map<String, LaneOrder> lanes = new HashMap<>();
        jobs.forEach((lane, waiting) -> lanes.put(lane, LaneOrder.of(waiting)));
        long last = lanes.values().stream()
                .flatMap(lane -> Stream.ofNullable(lane.lastTicket()))
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        return new LineSnapshot(lanes, competition, paused, last);
    }

    /** The lanes whose jobs may stand before one of this lane. */
    List<String> competing(String lane) {
        List<String> competing = new ArrayList<>();
        for (String other : lanes.keySet()) {
            if (!paused.contains(other) && competition.between(lane, other)) {
                competing.add(other);
            }
        }
        return competing;
    }

    LaneOrder lane(String lane) {
        return lanes.getOrDefault(lane, LaneOrder.EMPTY);
    }

    /** What stands before this job of this lane. */
    WorkAhead ahead(String lane, LineStanding job) {
        TurnOrder last = lane(lane).last(job);
        WorkAhead ahead = WorkAhead.NONE;
        for (String other : competing(lane)) {
            ahead = ahead.plus(ahead(other, lane, job, last));
        }
        return ahead;
    }

    private WorkAhead ahead(String other, String lane, LineStanding job, TurnOrder last) {
        return other.equals(lane) ? lane(other).ahead(job) : lane(other).aheadElsewhere(job, last);
    }

    /** What stands before it, lane by lane. */
    Map<String, WorkAhead> aheadByLane(String lane, LineStanding job) {
        TurnOrder last = lane(lane).last(job);
        Map<String, WorkAhead> ahead = new HashMap<>();
        competing(lane).forEach(other -> ahead.put(other, ahead(other, lane, job, last)));
        return ahead;
    }

    /** How many people's jobs stand before it; empty where they are too many to be counted. */
    OptionalInt peopleAhead(String lane, LineStanding job) {
        TurnOrder last = lane(lane).last(job);
        Set<UUID> owners = new HashSet<>();
        for (String other : competing(lane)) {
            Predicate<LineStanding> before =
                    one -> other.equals(lane) ? one.before(job) : one.beforeOneElsewhere(job, last);
            if (!lane(other).addOwnersAhead(job, before, owners)) {
                return OptionalInt.empty();
            }
        }
        return OptionalInt.of(owners.size());
    }

    int size() {
        return lanes.values().stream().mapToInt(LaneOrder::size).sum();
    }
}
