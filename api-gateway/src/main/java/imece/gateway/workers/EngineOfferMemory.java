package imece.gateway.workers;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down what live slots offer: what is new at once, what goes on once a minute. */
@Component
class EngineOfferMemory implements PeriodicWork {

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final WorkerRegistry workers;
    private final EngineOfferRows rows;
    private final Clock clock;
    private final MonotonicClock monotonic;
    private final Map<JobRequirement, Moment> written = new HashMap<>();
    private @Nullable Moment lastForgetting;

    EngineOfferMemory(WorkerRegistry workers, EngineOfferRows rows, Clock clock, MonotonicClock monotonic) {
        this.workers = workers;
        this.rows = rows;
        this.clock = clock;
        this.monotonic = monotonic;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                Duration.ofSeconds(1), "note-offers", "what workers offer is not written down", this::write));
    }

    private void write() {
        Instant date = clock.instant();
        Moment now = monotonic.now();
        Set<JobRequirement> live = workers.offers();
        Set<JobRequirement> due = live.stream()
                .filter(offer -> isOver(written.get(offer), now))
                .collect(Collectors.toCollection(HashSet::new));
        if (!due.isEmpty()) {
            rows.note(due, date);
            due.forEach(offer -> written.put(offer, now));
        }
        written.keySet().retainAll(live);
        if (isOver(lastForgetting, now)) {
            lastForgetting = now;
            rows.forget(date);
        }
    }

    private static boolean isOver(@Nullable Moment last, Moment now) {
        return last == null || last.until(now).compareTo(AGAIN) >= 0;
    }
}
