package imece.gateway.line;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads changed lanes again, at most four times a second and only while somebody looks, and tells who moved. A lane that takes
 * long to read is read less often ({@link ReadingPause}).
 */
@Component
public class PlacesTick {

    private static final Logger log = LoggerFactory.getLogger(PlacesTick.class);
    private final Places places;
    private final Watchers watchers;
    private final ApplicationEventPublisher events;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> next = new HashMap<>();

    PlacesTick(Places places, Watchers watchers, ApplicationEventPublisher events) {
        this.places = places;
        this.watchers = watchers;
        this.events = events;
    }

    /** Published when places changed. */
    public record PlacesMoved(List<Places.Moved> moved) {
        public PlacesMoved {
            moved = List.copyOf(moved);
        }
    }

    /** Something in this lane changed. */
    public void changed(String lane) {
        changed.add(lane);
    }

    /** Something that concerns every lane changed. */
    public void changed() {
        changed.addAll(places.lanes());
    }

    @Scheduled(fixedDelay = 250)
    void tick() {
        for (String lane : Set.copyOf(changed)) {
            Long due = next.get(lane);
            boolean early = due != null && System.nanoTime() - due < 0;
            Set<UUID> looking = new HashSet<>(watchers.waitingIn(lane));
            looking.addAll(places.askedLately(lane));
            if (looking.isEmpty()) {
                // Still changed: it is read when somebody comes.
                places.forget(lane);
                next.remove(lane);
            } else if (!early && changed.remove(lane)) {
                reread(lane, looking);
            }
        }
    }

    @Scheduled(fixedDelay = 5_000)
    void measure() {
        try {
            places.measurePace();
            // A range counts from now, and runs went on: who waits is told anew even if nobody came or left.
            changed.addAll(places.lanes());
        } catch (DataAccessException e) {
            log.debug("The pace is not measured now: {}", e.getMessage());
        }
    }

    private void reread(String lane, Set<UUID> looking) {
        long begin = System.nanoTime();
        try {
            var moved = places.reread(lane, looking);
            long read = System.nanoTime();
            // Telling is not counted: it has its own bounds, and many who look at a short line want to be told soon.
            next.put(
                    lane,
                    read + ReadingPause.after(Duration.ofNanos(read - begin)).toNanos());
            if (!moved.isEmpty()) {
                events.publishEvent(new PlacesMoved(moved));
            }
        } catch (DataAccessException e) {
            changed.add(lane);
            log.debug("Places in lane {} are not read now: {}", lane, e.getMessage());
        }
    }
}
