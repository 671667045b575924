package imece.gateway.farm;

import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Heartbeat;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.RunKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The workers that this gateway hears, by process. What it does not hear for a minute it forgets. */
@Component
public class Farm {

    /** A heartbeat older than this no longer makes a slot live. */
    public static final Duration LIVE = Duration.ofSeconds(6);

    private static final Duration FORGOTTEN = Duration.ofMinutes(1);
    private static final int MOST_WORKERS = 10_000;

    private final Clock clock;
    private final Map<UUID, Heard> byInstance = new ConcurrentHashMap<>();
    private final Map<UUID, Instant> named = new ConcurrentHashMap<>();
    private volatile Instant listeningSince;

    Farm(Clock clock) {
        this.clock = clock;
        this.listeningSince = clock.instant();
    }

    /** The live queue was bound anew: whatever was said before is unknown. */
    public void listeningAnew() {
        listeningSince = clock.instant();
    }

    /** For how long no heartbeat has named this run, as far as this gateway has listened without a gap. */
    public Duration silence(UUID runId) {
        Instant last = named.getOrDefault(runId, Instant.EPOCH);
        Instant from = last.isAfter(listeningSince) ? last : listeningSince;
        return Duration.between(from, clock.instant());
    }

    /** Whether some live worker has a message of this job in hand. */
    public boolean holds(UUID job) {
        return inHand().stream().anyMatch(run -> run.jobId().equals(job));
    }

    /**
     * A worker process and when it was last heard.
     *
     * @param at by this gateway's clock
     */
    public record Heard(Heartbeat heartbeat, Instant at) {

        /** Whether it was heard lately enough to count on it. */
        public boolean live(Instant now) {
            return Duration.between(at, now).compareTo(LIVE) <= 0;
        }

        /** Whether its last heartbeat named this run. */
        public boolean names(UUID runId) {
            return heartbeat.inHand().stream().anyMatch(run -> run.runId().equals(runId));
        }
    }

    /** Takes note of a heartbeat. Returns whether the set of live slots may have grown. */
    public boolean hear(Heartbeat heartbeat) {
        if (byInstance.size() >= MOST_WORKERS && !byInstance.containsKey(heartbeat.instance())) {
            return false;
        }
        Instant now = clock.instant();
        heartbeat.inHand().forEach(run -> named.put(run.runId(), now));
        Heard before = byInstance.put(heartbeat.instance(), new Heard(heartbeat, now));
        return before == null || live(before.heartbeat()) < live(heartbeat);
    }

    /** A worker process ended in order: its slots are gone at once. */
    public void left(LiveEvent.WorkerDown down) {
        byInstance.remove(down.instance());
    }

    /** Published when slots came alive: there may be room for more jobs. */
    public record SlotsGrew() {}

    /** Everything heard within the last minute. */
    public Collection<Heard> workers() {
        Instant oldest = clock.instant().minus(FORGOTTEN);
        byInstance.values().removeIf(heard -> heard.at().isBefore(oldest));
        named.values().removeIf(at -> at.isBefore(oldest));
        return List.copyOf(byInstance.values());
    }

    /** What was last heard of one worker process. */
    public Optional<Heard> worker(UUID instance) {
        return Optional.ofNullable(byInstance.get(instance));
    }

    /** Live slots that serve this lane. */
    public int liveSlots(String lane) {
        Instant now = clock.instant();
        int slots = 0;
        for (Heard heard : byInstance.values()) {
            if (heard.live(now)) {
                for (SlotReport slot : heard.heartbeat().slots()) {
                    if (slot.state().live() && slot.lane().equals(lane)) {
                        slots++;
                    }
                }
            }
        }
        return slots;
    }

    /** All runs that live workers have in hand. */
    public List<RunKey> inHand() {
        Instant now = clock.instant();
        return byInstance.values().stream()
                .filter(heard -> heard.live(now))
                .flatMap(heard -> heard.heartbeat().inHand().stream())
                .toList();
    }

    private static long live(Heartbeat heartbeat) {
        return heartbeat.slots().stream().filter(slot -> slot.state().live()).count();
    }
}
