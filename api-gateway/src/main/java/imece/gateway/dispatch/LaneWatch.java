package imece.gateway.dispatch;

import imece.clock.MonotonicClock;
import imece.contract.LaneName;
import imece.contract.Topology;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.broker.LaneQueues;
import imece.gateway.line.LinePauses;
import imece.gateway.line.LineRows;
import imece.gateway.line.LineRows.Standing;
import imece.gateway.workers.WorkerRegistry;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Notices a lane with jobs and idle slots in which nothing begins, and says where it is stuck. It wakes the dispatcher; a lost
 * message is the reconciler's, a slot that is not served registers again by itself, so beyond that it only shouts.
 */
@Component
class LaneWatch implements PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(LaneWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final LineRows rows;
    private final WorkerRegistry workers;
    private final LaneQueues queues;
    private final Dispatcher dispatcher;
    private final StoreGate store;
    private final LinePauses pauses;
    private final MeterRegistry meters;
    private final MonotonicClock clock;
    private final Map<String, StandingLane> lanes = new HashMap<>();

    LaneWatch(
            LineRows rows,
            WorkerRegistry workers,
            LaneQueues queues,
            Dispatcher dispatcher,
            StoreGate store,
            LinePauses pauses,
            MeterRegistry meters,
            MonotonicClock clock) {
        this.rows = rows;
        this.workers = workers;
        this.queues = queues;
        this.dispatcher = dispatcher;
        this.store = store;
        this.pauses = pauses;
        this.meters = meters;
        this.clock = clock;
        // There from the start: a rate needs a zero to rise from.
        standstills(Topology.DEFAULT_LANE);
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(EVERY, "watch-lanes", "the lanes are not watched", this::look)
                .firstAfter(EVERY));
    }

    private void look() {
        if (store.pause() != null) {
            // That nothing is dispatched is told already, with its reason.
            lanes.clear();
            return;
        }
        Map<String, Standing> live =
                rows.standing().stream().collect(Collectors.toMap(Standing::lane, standing -> standing));
        lanes.keySet().retainAll(Set.copyOf(live.keySet()));
        live.values().stream()
                .filter(lane -> pauses.of(lane.lane()).isEmpty())
                .forEach(lane -> look(lane, live.values()));
    }

    private void look(Standing lane, Collection<Standing> all) {
        StandingLane.LaneState look = new StandingLane.LaneState(
                lane.queued(), lane.dispatched(), workers.idleSlots(lane.lane()), lastStart(lane, all));
        lanes.computeIfAbsent(lane.lane(), name -> new StandingLane())
                .look(look, clock.now())
                .ifPresent(stuck -> shout(lane.lane(), look, stuck));
    }

    /** In the lane, or in one that shares slots with it and may have had its turn first. */
    private @Nullable Instant lastStart(Standing lane, Collection<Standing> all) {
        LaneName name = LaneName.parse(lane.lane());
        List<ServingSlot> serving =
                workers.liveSlots().stream().filter(slot -> slot.serves(name)).toList();
        return all.stream()
                .filter(other -> other.lane().equals(lane.lane())
                        || serving.stream().anyMatch(slot -> slot.serves(LaneName.parse(other.lane()))))
                .map(Standing::lastStart)
                .flatMap(Stream::ofNullable)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private void shout(String lane, StandingLane.LaneState look, StandingLane.Stuck stuck) {
        standstills(lane).increment();
        switch (stuck) {
            case NOT_DISPATCHED ->
                log.error(
                        "Lane {} stands still: {} job(s) wait, {} slot(s) are idle, and nothing is handed to the"
                                + " broker. The dispatcher is woken; look for what it says, here and at other gateways.",
                        lane,
                        look.queued(),
                        look.idleSlots());
            case NOT_TAKEN ->
                log.error(
                        "Lane {} stands still: {} job(s) are with the broker ({} of them in its queue) and {} slot(s)"
                                + " are idle, but none begins. Look at the workers' logs; what got lost is taken back.",
                        lane,
                        look.dispatched(),
                        ready(lane),
                        look.idleSlots());
        }
        dispatcher.wake();
    }

    private Counter standstills(String lane) {
        return meters.counter("imece.line.standstills", "lane", lane);
    }

    private String ready(String lane) {
        var ready = queues.ready(lane);
        return ready.isPresent() ? String.valueOf(ready.getAsInt()) : "an unknown number";
    }
}
