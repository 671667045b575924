package imece.gateway.line;

import imece.contract.SlotId;
import imece.contract.Topology;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.line.LineRows.LineReading;
import imece.gateway.workers.WorkerRegistry;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands around the line: the slots that were heard, the pauses, the broker. For any thread. */
@Component
class LineSurroundings implements PeriodicWork {

    private static final int MOST_UNSERVED = 10_000;

    private final WorkerRegistry workers;
    private final LinePauses pauses;
    private final MessagePublisher publisher;
    private final Clock clock;
    private final Map<String, Instant> unserved = new ConcurrentHashMap<>();
    private volatile LaneCompetition competition = LaneCompetition.NONE;
    private volatile boolean brokerAway;
    private volatile boolean asked;

    LineSurroundings(WorkerRegistry workers, LinePauses pauses, MessagePublisher publisher, Clock clock) {
        this.workers = workers;
        this.pauses = pauses;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** What was read, with the lanes that compete and those that pause now. */
    LineSnapshot snapshot(LineReading reading) {
        return LineSnapshot.of(
                reading.byLane(), competition(), paused(reading.byLane().keySet()));
    }

    /** Only which of these lanes compete. */
    LineSnapshot lanesOnly(Set<String> lanes) {
        Map<String, LaneOrder> empty = new HashMap<>();
        lanes.forEach(lane -> empty.put(lane, LaneOrder.EMPTY));
        return new LineSnapshot(empty, competition(), paused(lanes), 0);
    }

    private Set<String> paused(Collection<String> lanes) {
        return lanes.stream().filter(lane -> pauses.of(lane).isPresent()).collect(Collectors.toUnmodifiableSet());
    }

    /** Which lanes compete now; as before, while slots serve what they served. */
    LaneCompetition competition() {
        LaneCompetition now = LaneCompetition.among(workers.heardSlots());
        LaneCompetition last = competition;
        if (now.same(last) && last.small()) {
            return last;
        }
        competition = now;
        return now;
    }

    /** What tells why jobs wait now, while these slots load a checkpoint. */
    LineConditions conditions(Set<SlotId> loading) {
        asked = true;
        List<ServingSlot> heard = workers.heardSlots();
        return new LineConditions(heard, loading, brokerAway, pauses::of, this::unservedSince);
    }

    /** Whether nobody is connected who could ever take a job of this lane: then a position would be an untruth. */
    boolean placeless(String lane) {
        return workers.lacksServers(lane);
    }

    /** Since when this gateway knows of no slot that serves this lane; null if it knows one, or may not have heard it yet. */
    @Nullable
    Instant unservedSince(String lane) {
        boolean nobody = lane.equals(Topology.DEFAULT_LANE)
                ? workers.listening().compareTo(WorkerRegistry.LIVE) > 0
                        && workers.heardSlots().isEmpty()
                : workers.lacksServers(lane);
        if (!nobody) {
            unserved.remove(lane);
            return null;
        }
        if (unserved.size() >= MOST_UNSERVED) {
            unserved.clear();
        }
        return unserved.computeIfAbsent(lane, name -> clock.instant());
    }

    /** Whether an operator lets this lane pause. */
    boolean isPaused(String lane) {
        return pauses.of(lane).isPresent();
    }

    /** Whether this is still to come. */
    boolean isAhead(Instant moment) {
        return moment.isAfter(clock.instant());
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofSeconds(2), "look-for-broker", this::lookForBroker));
    }

    /** Only while somebody is told. */
    private void lookForBroker() {
        if (asked) {
            asked = false;
            brokerAway = !publisher.reachable();
        }
    }
}
