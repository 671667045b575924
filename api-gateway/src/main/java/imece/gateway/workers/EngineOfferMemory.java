package imece.gateway.workers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Writes down what live slots offer: what is new at once, what goes on once a minute. */
@Component
class EngineOfferMemory {

    private static final Logger log = LoggerFactory.getLogger(EngineOfferMemory.class);
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

    @Scheduled(fixedDelay = 1_000)
    void write() {
        Instant now = clock.instant();
        Set<JobRequirement> live = workers.offers();
        Set<JobRequirement> due = live.stream()
                .filter(offer -> !written.getOrDefault(offer, Instant.EPOCH).isAfter(now.minus(AGAIN)))
                .collect(Collectors.toCollection(HashSet::new));
        try {
            if (!due.isEmpty()) {
                rows.note(due, now);
                due.forEach(offer -> written.put(offer, now));
            }
            written.keySet().retainAll(live);
            if (Duration.between(lastForgetting, now).compareTo(AGAIN) > 0) {
                lastForgetting = now;
                rows.forget(now);
            }
        } catch (DataAccessException e) {
            log.debug("What workers offer is not written down now: {}", e.getMessage());
        }
    }
}
