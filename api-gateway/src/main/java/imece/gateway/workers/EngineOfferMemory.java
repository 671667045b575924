package imece.gateway.workers;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Writes down what live slots offer: what is new at once, what goes on once a minute. */
@Component
class EngineOfferMemory implements PeriodicWork {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final WorkerRegistry workers;
    private final EngineOfferRows rows;
    private final Clock clock;
    private final Map<JobRequirement, Instant> written = new HashMap<>();
    private Instant lastForgetting = Instant.EPOCH;

    EngineOfferMemory(WorkerRegistry workers, EngineOfferRows rows, Clock clock) {
        this.workers = workers;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                Duration.ofSeconds(1), "note-offers", "what workers offer is not written down", this::write));
    }

    private void write() {
        Instant now = clock.instant();
        Set<JobRequirement> live = workers.offers();
        Set<JobRequirement> due = live.stream()
                .filter(offer -> !written.getOrDefault(offer, Instant.EPOCH).isAfter(now.minus(AGAIN)))
                .collect(Collectors.toCollection(HashSet::new));
        if (!due.isEmpty()) {
            rows.note(due, now);
            due.forEach(offer -> written.put(offer, now));
        }
        written.keySet().retainAll(live);
        if (Duration.between(lastForgetting, now).compareTo(AGAIN) > 0) {
            lastForgetting = now;
            rows.forget(now);
        }
    }
}
