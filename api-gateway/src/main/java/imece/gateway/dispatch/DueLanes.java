package imece.gateway.dispatch;

import imece.contract.LaneName;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * For which lanes it is worth to ask the database whether a job can be dispatched. A pass leaves a lane dry (more room than
 * jobs), full (more jobs than room) or even (neither); a dry lane moves by a job that comes, a full one by room that opens, an
 * even one once both have happened, and by nothing else. What is remembered here can be wrong for as long as one tick, for that
 * one asks without remembering. For several threads.
 */
final class DueLanes {

    /** What a pass left behind. */
    enum Left {
        /** All that could go was dispatched, and there is room. */
        DRY,
        /** No room, and others wait; or so it must be assumed. */
        FULL,
        /** No room, and nobody waits. */
        EVEN
    }

    /** What is known of a lane: how the last pass left it, and what happened since that pass began. */
    private static final class Known {
        private @Nullable Left left;
        private boolean queued;
        private boolean opened;

        boolean due() {
            return switch (left) {
                case DRY -> queued;
                case FULL -> opened;
                case EVEN -> queued && opened;
                case null -> queued || opened;
            };
        }
    }

    private final Map<String, Known> lanes = new HashMap<>();
    private boolean everAsked;

    /** A job has come to the line. Returns whether a pass is due. */
    synchronized boolean queued(String lane) {
        Known known = of(lane);
        known.queued = true;
        return known.due();
    }

    /** A job of this lane left the broker, so that there may be room. Returns whether a pass is due. */
    synchronized boolean opened(String lane) {
        Known known = of(lane);
        known.opened = true;
        return known.due();
    }

    /** There may be room in every lane. Returns whether a pass is due. */
    synchronized boolean opened() {
        lanes.values().forEach(known -> known.opened = true);
        return lanes.values().stream().anyMatch(Known::due);
    }

    /** These lanes have jobs that may go, and all others had none when that was read. */
    synchronized void asked(Collection<String> withWork) {
        // Clients name lanes: one without jobs is not remembered, and counts as dry.
        everAsked = true;
        lanes.values().forEach(known -> known.left = Left.DRY);
        lanes.values().removeIf(known -> !known.queued);
        withWork.forEach(lane -> {
            Known known = of(lane);
            known.left = null;
            known.queued = true;
        });
    }

    /** The lanes in which a pass is due; what happens from now on counts as after it. */
    synchronized Set<String> take() {
        Set<String> due = new LinkedHashSet<>();
        lanes.forEach((lane, known) -> {
            if (known.due()) {
                due.add(lane);
            }
        });
        due.forEach(lane -> lanes.put(lane, new Known()));
        return due;
    }

    /** A pass has ended. */
    synchronized void left(String lane, Left how) {
        of(lane).left = how;
    }

    /** How many lanes are remembered. */
    synchronized int remembered() {
        return lanes.size();
    }

    private Known of(String lane) {
        return lanes.computeIfAbsent(lane, name -> {
            Known known = new Known();
            known.left = everAsked ? Left.DRY : null;
            return known;
        });
    }

    /** How many jobs of a lane may lie with the broker. Pure. */
    static final class LaneWindow {

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
}
