package imece.gateway.line;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reads changed lanes again, at most four times a second and only while somebody looks, and tells who moved. A lane that takes
 * long to read is read less often ({@link ReadingPause}).
 */
@Component
public class LinePositionsTick implements PeriodicWork {

    private final LinePositions positions;
    private final LineWatchers lineWatchers;
    private final ApplicationEventPublisher events;
    /** Lanes that somebody looks at and in which nothing has changed since they were last read. */
    private final Set<String> current = ConcurrentHashMap.newKeySet();

    private final Map<String, Long> next = new HashMap<>();

    LinePositionsTick(LinePositions positions, LineWatchers lineWatchers, ApplicationEventPublisher events) {
        this.positions = positions;
        this.lineWatchers = lineWatchers;
        this.events = events;
    }

    /** Published when places changed. */
    public record PlacesMoved(List<LinePositions.Moved> moved) {
        public PlacesMoved {
            moved = List.copyOf(moved);
        }
    }

    /** Something in this lane changed. */
    public void changed(String lane) {
        current.remove(lane);
    }

    /** More slots shorten everybody's time to wait. */
    @EventListener
    void on(WorkerRegistry.SlotsGrew grew) {
        changed();
    }

    /** Something that concerns every lane changed. */
    private void changed() {
        current.clear();
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(
                PeriodicTask.every(Duration.ofMillis(250), "reread-positions", "positions are not reread", this::tick),
                PeriodicTask.every(Duration.ofSeconds(5), "measure-pace", "the pace is not measured", this::measure));
    }

    void tick() {
        Map<String, Set<UUID>> looking = lineWatchers.waiting();
        positions
                .askedLately()
                .forEach((lane, owners) ->
                        looking.computeIfAbsent(lane, name -> new HashSet<>()).addAll(owners));
        // Clients name lanes, so a lane is remembered only while somebody looks. It is read when somebody comes.
        positions.keepOnly(looking.keySet());
        next.keySet().retainAll(looking.keySet());
        current.retainAll(looking.keySet());
        // What lanes share is told in each of them.
        if (!looking.isEmpty() && positions.readBusyLanes()) {
            changed();
        }
        DataAccessException failure = null;
        for (Map.Entry<String, Set<UUID>> looked : looking.entrySet()) {
            Long due = next.get(looked.getKey());
            boolean early = due != null && System.nanoTime() - due < 0;
            try {
                if (!early && current.add(looked.getKey())) {
                    reread(looked.getKey(), looked.getValue());
                }
            } catch (DataAccessException e) {
                // One lane may be too long to be read in time: the others are read all the same.
                current.remove(looked.getKey());
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** How many lanes are remembered. */
    int remembered() {
        return Math.max(current.size(), Math.max(next.size(), positions.lanes().size()));
    }

    private void measure() {
        positions.measurePace();
        // A range counts from now, and runs went on: who waits is told anew even if nobody came or left.
        changed();
    }

    private void reread(String lane, Set<UUID> looking) {
        long begin = System.nanoTime();
        var moved = positions.reread(lane, looking);
        long read = System.nanoTime();
        // Telling is not counted: it has its own bounds, and many who look at a short line want to be told soon.
        next.put(lane, read + ReadingPause.after(Duration.ofNanos(read - begin)).toNanos());
        if (!moved.isEmpty()) {
            events.publishEvent(new PlacesMoved(moved));
        }
    }

    /** How long a lane's places are left alone after a reading, so that reading stays a small part of all the time. Pure. */
    static final class ReadingPause {

        /** A third of the time may be spent reading, and more only where places would grow too old otherwise. */
        private static final int TIMES_THE_READING = 2;

        private static final Duration LONGEST = Duration.ofSeconds(1);

        private ReadingPause() {}

        /** The least time from a reading that took so long to the next. */
        static Duration after(Duration reading) {
            Duration pause = reading.multipliedBy(TIMES_THE_READING);
            return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
        }
    }
}
