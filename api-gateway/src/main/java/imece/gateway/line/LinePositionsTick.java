package imece.gateway.line;

import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reads the line again when it changed, at most four times a second and only while somebody looks, and tells who moved. A line
 * that takes long to read is read less often ({@link ReadingPause}).
 */
@Component
public class LinePositionsTick implements PeriodicWork {

    private final LinePositions positions;
    private final LineWatchers lineWatchers;
    private final ApplicationEventPublisher events;
    /** Whether nothing has changed since the last reading. */
    private final AtomicBoolean current = new AtomicBoolean();

    private Set<UUID> lookedBefore = Set.of();
    private long due = System.nanoTime();

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

    /** Something in this lane changed; others may compete with it. */
    public void changed(String lane) {
        changed();
    }

    /** More slots shorten everybody's time to wait. */
    @EventListener
    void on(WorkerRegistry.SlotsGrew grew) {
        changed();
    }

    private void changed() {
        current.set(false);
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        // A time counts from now, and runs go on: who waits is told anew even if nobody came or left.
        return List.of(
                PeriodicTask.every(Duration.ofMillis(250), "reread-positions", "positions are not reread", this::tick),
                PeriodicTask.every(Duration.ofSeconds(5), "age-positions", this::changed));
    }

    void tick() {
        Set<UUID> looking = new HashSet<>();
        lineWatchers.waiting().values().forEach(looking::addAll);
        looking.addAll(positions.askedLately());
        if (looking.isEmpty()) {
            positions.forget();
            lookedBefore = Set.of();
            return;
        }
        boolean newcomers = !lookedBefore.containsAll(looking);
        if (System.nanoTime() - due < 0 || !(current.compareAndSet(false, true) || newcomers)) {
            return;
        }
        try {
            reread(looking);
        } catch (DataAccessException e) {
            changed();
            throw e;
        }
    }

    private void reread(Set<UUID> looking) {
        long begin = System.nanoTime();
        var moved = positions.reread(looking);
        lookedBefore = Set.copyOf(looking);
        long read = System.nanoTime();
        // Telling is not counted: it has its own bounds, and many who look at a short line want to be told soon.
        due = read + ReadingPause.after(Duration.ofNanos(read - begin)).toNanos();
        if (!moved.isEmpty()) {
            events.publishEvent(new PlacesMoved(moved));
        }
    }

    /** How long the line is left alone after a reading, so that reading stays a small part of all the time. Pure. */
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
