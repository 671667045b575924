package imece.gateway.dispatch;

import imece.contract.LaneName;
import imece.gateway.workers.ServingSlot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How many jobs of a lane may lie with the broker. Pure. */
final class LaneWindow {

    private LaneWindow() {}

    /**
     * A lane that has jobs with the broker.
     *
     * @param waits how long the one that was dispatched first has lain there
     */
    record WaitingLane(String lane, Duration waits) {}

    /**
     * The lanes that have waited for too long. Whoever waits twice as long as the bound waits for something else than its turn:
     * it holds nobody up any more, and {@link LaneWatch} says where it is stuck.
     */
    static Set<LaneName> overdue(List<WaitingLane> handed, Duration maxWait) {
        return handed.stream()
                .filter(lane -> lane.waits().compareTo(maxWait) > 0)
                .filter(lane -> lane.waits().compareTo(maxWait.multipliedBy(2)) <= 0)
                .map(lane -> LaneName.parse(lane.lane()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * One job for each live slot that serves the lane, but for slots that are kept for lanes which are overdue. A lane that
     * nobody serves now has one job with the broker all the same, for whoever comes.
     */
    static int of(String name, List<ServingSlot> live, Set<LaneName> overdue) {
        LaneName lane = LaneName.parse(name);
        List<ServingSlot> serving =
                live.stream().filter(slot -> slot.serves(lane)).toList();
        if (serving.isEmpty()) {
            return 1;
        }
        if (overdue.isEmpty() || overdue.contains(lane)) {
            return serving.size();
        }
        return Math.toIntExact(serving.stream()
                .filter(slot -> overdue.stream().noneMatch(slot::serves))
                .count());
    }
}
