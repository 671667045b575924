package imece.gateway.workers;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.EngineCapabilities;
import imece.contract.LaneName;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Heartbeat;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.RunKey;
import imece.contract.SlotId;
import imece.contract.Topology;
import imece.contract.WorkerAccount;
import imece.gateway.broker.ControlQueues;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The workers that this gateway hears, by process. What it does not hear for a minute it forgets, and of too many those that
 * {@link WorkerPlaces} says.
 */
@Component
public class WorkerRegistry implements ControlQueues {

    /** A heartbeat older than this no longer makes a slot live. */
    public static final Duration LIVE = Duration.ofSeconds(6);

    private static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final int MOST_WORKERS = 10_000;
    private static final int MOST_NAMED = 100_000;

    /** Whoever has made up more workers, or lanes, is not to keep gateways busy with them. */
    private static final int MOST_QUEUES = 500;

    /** Of the memory of this process, so much at most is for what workers say: one part in so many. */
    private static final int PART_OF_MEMORY = 8;

    private final MonotonicClock clock;
    private final Map<UUID, Heard> byInstance = new ConcurrentHashMap<>();
    private final Map<UUID, Moment> named = new ConcurrentHashMap<>();
    private final WorkerPlaces places =
            new WorkerPlaces(MOST_WORKERS, Runtime.getRuntime().maxMemory() / PART_OF_MEMORY);
    private volatile Moment listeningSince;
    /** A gateway may take long to start, and hears nobody meanwhile. */
    private volatile boolean deaf = true;

    WorkerRegistry(MonotonicClock clock) {
        this.clock = clock;
        this.listeningSince = clock.now();
    }

    /** The live queue was bound anew: whatever was said before is unknown. */
    public void listeningAnew() {
        listeningSince = clock.now();
        deaf = false;
    }

    /** Nothing is heard until the live queue is bound anew. */
    void deaf() {
        deaf = true;
    }

    /** For how long no heartbeat has named this run, as far as this gateway has listened without a gap. */
    public Duration silence(UUID runId) {
        Moment listening = listeningSince;
        return Moment.later(named.getOrDefault(runId, listening), listening).until(clock.now());
    }

    /** Whether some live worker has a message of this job in hand. */
    public boolean holds(UUID job) {
        return inHand().stream().anyMatch(run -> run.jobId().equals(job));
    }

    /**
     * A worker process and when it was heard.
     *
     * @param slots its slots with the lanes that they serve
     * @param since first
     * @param at last
     */
    public record Heard(Heartbeat heartbeat, List<ServingSlot> slots, Moment since, Moment at) {

        /** Whether it was heard lately enough to count on it. */
        public boolean live(Moment now) {
            return at.until(now).compareTo(LIVE) <= 0;
        }

        /** Whether its last heartbeat named this run. */
        public boolean names(UUID runId) {
            return heartbeat.inHand().stream().anyMatch(run -> run.runId().equals(runId));
        }
    }

    /** Takes note of a heartbeat. Returns whether the set of live slots may have grown. */
    public boolean hear(Heartbeat heartbeat) {
        Moment now = clock.now();
        Heard before = byInstance.get(heartbeat.instance());
        boolean renamed = before != null && !before.heartbeat().worker().equals(heartbeat.worker());
        // A process does not change its name: somebody else wants to speak for it.
        if (renamed || !hasPlace(heartbeat, now)) {
            return false;
        }
        if (named.size() < MOST_NAMED || places.heardAgain(heartbeat.instance())) {
            heartbeat.inHand().forEach(run -> named.put(run.runId(), now));
        }
        Heard heard = new Heard(heartbeat, serving(heartbeat), before == null ? now : before.since(), now);
        byInstance.put(heartbeat.instance(), heard);
        return before == null || !live(before).containsAll(live(heard));
    }

    private boolean hasPlace(Heartbeat heartbeat, Moment now) {
        List<UUID> gone = places.heard(heartbeat.instance(), WorkerPlaces.weight(heartbeat), instance -> {
            Heard heard = byInstance.get(instance);
            return heard == null || !heard.live(now);
        });
        gone.forEach(byInstance::remove);
        return !gone.contains(heartbeat.instance());
    }

    /** A worker process ended in order: its slots are gone at once. */
    public void left(LiveEvent.WorkerDown down) {
        Heard gone = byInstance.get(down.instance());
        if (gone != null && gone.heartbeat().worker().equals(down.worker())) {
            byInstance.remove(down.instance());
            // Whose place it had taken does not come back.
            byInstance
                    .values()
                    .removeIf(old ->
                            old.heartbeat().worker().equals(gone.heartbeat().worker())
                                    && old.at().isBefore(gone.since()));
        }
    }

    /** Published when slots came alive: there may be room for more jobs. */
    public record SlotsGrew() {}

    /** Everything heard within the last minute, but for processes whose successor is heard. */
    public Collection<Heard> workers() {
        Moment now = clock.now();
        byInstance.values().removeIf(heard -> heard.at().until(now).compareTo(FORGOTTEN) > 0);
        named.values().removeIf(at -> at.until(now).compareTo(FORGOTTEN) > 0);
        places.keepOnly(byInstance.keySet());
        return present().toList();
    }

    /** What was last heard of one worker process. */
    public Optional<Heard> worker(UUID instance) {
        return Optional.ofNullable(byInstance.get(instance));
    }

    /** Slots that take jobs. */
    public List<ServingSlot> liveSlots() {
        Moment now = clock.now();
        return present()
                .filter(heard -> heard.live(now))
                .flatMap(heard -> heard.slots().stream())
                .filter(slot -> slot.report().state().live())
                .toList();
    }

    /**
     * A slot that takes jobs, and the process that serves it.
     *
     * @param inHand all runs that the process has in hand
     */
    public record LiveSlot(UUID instance, ServingSlot serving, List<RunKey> inHand) {

        /** Which slot it is. */
        public SlotId id() {
            return new SlotId(serving.worker(), serving.report().gpu().uuid());
        }
    }

    /** Slots that take jobs; of several processes that speak for one, that which came last. */
    public Map<SlotId, LiveSlot> liveSlotsById() {
        Moment now = clock.now();
        Map<SlotId, LiveSlot> slots = new LinkedHashMap<>();
        present()
                .filter(heard -> heard.live(now))
                .sorted(Comparator.comparing((Heard heard) -> heard.since().until(now))
                        .reversed())
                .forEach(heard -> heard.slots().stream()
                        .filter(slot -> slot.report().state().live())
                        .map(slot -> new LiveSlot(
                                heard.heartbeat().instance(),
                                slot,
                                heard.heartbeat().inHand()))
                        .forEach(slot -> slots.put(slot.id(), slot)));
        return slots;
    }

    /** All slots that were heard within the last minute, whether or not they take jobs just now. */
    public List<ServingSlot> heardSlots() {
        return present().flatMap(heard -> heard.slots().stream()).toList();
    }

    /** For how long this gateway has heard heartbeats without a gap; zero while it hears none. */
    public Duration listening() {
        return deaf ? Duration.ZERO : listeningSince.until(clock.now());
    }

    /** What live slots offer. */
    public Set<JobRequirement> offers() {
        return liveSlots().stream()
                .flatMap(slot -> JobRequirement.of(slot.report()).stream())
                .collect(Collectors.toSet());
    }

    /** Live slots that serve this lane. */
    public int liveSlots(String lane) {
        return slots(lane, slot -> true);
    }

    /**
     * Whether none of the slots that were heard lately serves this lane: nobody is connected who could take its jobs. False as
     * long as this gateway may not have heard everybody, and for the lane that every slot serves.
     */
    public boolean lacksServers(String lane) {
        LaneName name = LaneName.parse(lane);
        return !lane.equals(Topology.DEFAULT_LANE)
                && listening().compareTo(LIVE) > 0
                && heardSlots().stream().noneMatch(slot -> slot.serves(name));
    }

    /** Live slots of this lane that wait for a job. */
    public int idleSlots(String lane) {
        return slots(lane, slot -> slot.report().state() == SlotState.IDLE);
    }

    /** Whether a live slot other than this one serves the lane. */
    public boolean servedBesides(String lane, SlotId avoid) {
        return slots(
                        lane,
                        slot -> !(avoid.worker().equals(slot.worker())
                                && avoid.gpu().equals(slot.report().gpu().uuid())))
                > 0;
    }

    private int slots(String lane, Predicate<ServingSlot> which) {
        LaneName name = LaneName.parse(lane);
        return Math.toIntExact(liveSlots().stream()
                .filter(which)
                .filter(slot -> slot.serves(name))
                .count());
    }

    private static List<ServingSlot> serving(Heartbeat heartbeat) {
        return heartbeat.slots().stream()
                .map(slot -> ServingSlot.of(heartbeat.worker(), slot))
                .toList();
    }

    @Override
    public List<String> ofWorkers() {
        Moment now = clock.now();
        return byInstance.values().stream()
                .filter(heard -> heard.live(now))
                .sorted(Comparator.comparing(heard -> heard.since().until(now), Comparator.reverseOrder()))
                .limit(MOST_QUEUES)
                .map(Heard::heartbeat)
                .filter(beat -> Topology.hasControlQueue(beat.worker()))
                .map(beat ->
                        Topology.controlQueue(beat.worker(), beat.instance().toString()))
                .toList();
    }

    /** The lanes that live slots listen to and can serve; a bounded number of them. */
    public Set<String> lanes() {
        return liveSlots().stream()
                .filter(slot -> slot.serves(LaneName.parse(slot.report().lane())))
                .map(slot -> slot.report().lane())
                .distinct()
                .limit(MOST_QUEUES)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a process of this node has this run in hand. */
    boolean runsAtNodeOf(WorkerAccount node, UUID runId) {
        return byInstance.values().stream()
                .anyMatch(heard -> node.owns(heard.heartbeat().worker()) && heard.names(runId));
    }

    /** Whether one of these processes has this run in hand. */
    boolean runsAtOneOf(UUID runId, Predicate<UUID> instances) {
        return byInstance.values().stream()
                .anyMatch(heard -> instances.test(heard.heartbeat().instance()) && heard.names(runId));
    }

    /** All runs that live workers have in hand. */
    public List<RunKey> inHand() {
        Moment now = clock.now();
        return byInstance.values().stream()
                .filter(heard -> heard.live(now))
                .flatMap(heard -> heard.heartbeat().inHand().stream())
                .toList();
    }

    /**
     * All but those whose place another process of the same name has taken: they were not heard any more once that one was.
     * Two that both go on beating are two workers with one name, and both count.
     */
    private Stream<Heard> present() {
        List<Heard> all = List.copyOf(byInstance.values());
        Map<String, Moment> newest = new HashMap<>();
        all.forEach(heard -> newest.merge(heard.heartbeat().worker(), heard.since(), Moment::later));
        return all.stream()
                .filter(heard -> !heard.at()
                        .isBefore(newest.getOrDefault(heard.heartbeat().worker(), heard.at())));
    }

    /** The GPUs of its live slots, each with what it serves: whatever is new here may open the window of a lane. */
    private static Set<List<Object>> live(Heard heard) {
        return heard.slots().stream()
                .filter(slot -> slot.report().state().live())
                .map(slot -> List.<Object>of(slot.report().gpu().uuid(), slot.checkpoints(), slot.meets()))
                .collect(Collectors.toSet());
    }

    /**
     * A slot and the lanes that it serves.
     *
     * @param worker its worker's name
     * @param checkpoints what its engine could load, in the words of lanes
     * @param meets likewise, what it has that not every engine has
     */
    public record ServingSlot(String worker, SlotReport report, Set<String> checkpoints, Set<String> meets) {

        /** The slot of this report. */
        public static ServingSlot of(String worker, SlotReport report) {
            Stream<String> names =
                    Stream.concat(report.offer().checkpoints().stream(), Stream.ofNullable(report.checkpoint()));
            return new ServingSlot(
                    worker,
                    report,
                    names.map(LaneName::ofCheckpoint).collect(Collectors.toUnmodifiableSet()),
                    report.offer().meets());
        }

        /** Whether jobs of this lane may run here. */
        public boolean serves(LaneName lane) {
            EngineCapabilities can = report.capabilities();
            return lane.servedBy(can != null && can.img2img(), can != null && can.lora(), meets, checkpoints);
        }
    }
}
