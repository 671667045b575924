package imece.gateway.ingest;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.Failure;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.ReleaseReason;
import imece.gateway.ingest.ProvenPictures.PictureRule.PictureProof;
import imece.gateway.job.rows.JobLog;
import imece.gateway.moderation.PictureVerdicts;
import imece.gateway.picture.StoredPictures;
import imece.gateway.picture.StoredPictures.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * No job becomes complete before its picture was seen in the store. Keeps, in memory, those {@code completed} events whose
 * picture is not there yet. If this gateway dies with them, the reconciler finds runs that nobody names and takes the jobs
 * back.
 */
@Component
class ProvenPictures implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ProvenPictures.class);

    /** A disk that hangs keeps its reader, never the thread that stores events. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

    private final Function<StatusEvent.Completed, Found> disk;
    private final PictureVerdicts moderation;
    private final MonotonicClock clock;
    private final Map<UUID, Held> held = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(1);
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("picture-looker").daemon().factory());

    @Autowired
    ProvenPictures(StoredPictures pictures, PictureVerdicts moderation, MonotonicClock clock) {
        this(pictures::look, moderation, clock);
    }

    ProvenPictures(Function<StatusEvent.Completed, Found> disk, PictureVerdicts moderation, MonotonicClock clock) {
        this.disk = disk;
        this.moderation = moderation;
        this.clock = clock;
    }

    private record Held(Moment since, StatusEvent.Completed event) {}

    /** The events of a batch that may be folded now, in their order; some as what they have come to. */
    List<StatusEvent.OfRun> of(List<StatusEvent.OfRun> batch) {
        List<StatusEvent.Completed> completed = new ArrayList<>();
        for (StatusEvent.OfRun event : batch) {
            // One that is being judged was seen before, and may be another one by now.
            if (event instanceof StatusEvent.Completed one
                    && moderation.known(one.run().runId()).isEmpty()) {
                completed.add(one);
            }
        }
        if (completed.isEmpty() && batch.stream().noneMatch(StatusEvent.Completed.class::isInstance)) {
            return batch;
        }
        Map<UUID, Found> found = completed.isEmpty() ? Map.of() : look(completed);
        Moment now = clock.now();
        List<StatusEvent.OfRun> proven = new ArrayList<>();
        for (StatusEvent.OfRun event : batch) {
            if (event instanceof StatusEvent.Completed one) {
                judge(one, found.getOrDefault(one.run().runId(), Found.UNKNOWN), now, proven);
            } else {
                proven.add(event);
            }
        }
        return proven;
    }

    /** These were stored: nobody waits for their pictures any more. */
    void settle(Collection<StatusEvent.OfRun> stored) {
        if (!held.isEmpty()) {
            stored.stream()
                    .filter(ProvenPictures::ends)
                    .forEach(event -> held.remove(event.run().runId()));
        }
    }

    /** The events whose pictures are to be looked for again. */
    List<StatusEvent> toAskAgain() {
        return held.values().stream().<StatusEvent>map(Held::event).toList();
    }

    private void judge(StatusEvent.Completed event, Found found, Moment now, List<StatusEvent.OfRun> proven) {
        if (moderation.known(event.run().runId()).isPresent()) {
            judged(event, now, proven);
            return;
        }
        Held before = held.get(event.run().runId());
        Duration waited = before == null ? Duration.ZERO : before.since().until(now);
        switch (PictureRule.of(event, found, waited)) {
            case PictureProof.Fold fold -> {
                if (fold.event() instanceof StatusEvent.Completed seen) {
                    judged(seen, now, proven);
                } else {
                    proven.add(fold.event());
                }
            }
            case PictureProof.LookAgain again -> {
                if (before == null) {
                    JobLog.about(log.atWarn(), event.run().jobId())
                            .addKeyValue("run", RunKey.shown(event.run().runId()))
                            .log("complete, but its picture is not in the store ({}); it is looked for again.", found);
                }
                held.putIfAbsent(event.run().runId(), new Held(now, event));
            }
        }
    }

    /** Nobody waits here: a verdict that is not there yet is looked for again. */
    private void judged(StatusEvent.Completed event, Moment now, List<StatusEvent.OfRun> proven) {
        JudgedPictures.of(event, moderation.judge(event))
                .ifPresentOrElse(proven::add, () -> held.putIfAbsent(event.run().runId(), new Held(now, event)));
    }

    /** What was found in time; while an earlier look still hangs, nothing. */
    private Map<UUID, Found> look(List<StatusEvent.Completed> completed) {
        Map<UUID, Found> found = new ConcurrentHashMap<>();
        if (!enter()) {
            return found;
        }
        AtomicBoolean enough = new AtomicBoolean();
        Future<?> done = reader.submit(() -> {
            try {
                for (int i = 0; i < completed.size() && !enough.get(); i++) {
                    StatusEvent.Completed event = completed.get(i);
                    found.put(event.run().runId(), disk.apply(event));
                }
            } finally {
                free.release();
            }
        });
        try {
            done.get(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("The picture store is slow: {} of {} pictures were seen in time.", found.size(), completed.size());
        } catch (ExecutionException e) {
            log.warn("Pictures could not be looked for: {}", String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            enough.set(true);
        }
        // What is found later is looked for again.
        return Map.copyOf(found);
    }

    private boolean enter() {
        try {
            return free.tryAcquire(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean ends(StatusEvent.OfRun event) {
        return event instanceof StatusEvent.Completed
                || event instanceof StatusEvent.Failed
                || event instanceof StatusEvent.Released;
    }

    @Override
    public void destroy() {
        reader.shutdown();
    }

    /** What becomes of a run's {@code completed}, given what the picture store holds. Pure. */
    static final class PictureRule {

        /** A folder that is shared over a network may show a new file late. */
        static final Duration PATIENCE = Duration.ofSeconds(10);

        /** A disk that says nothing gets longer, but less than the silence after which a run counts as lost. */
        static final Duration LONGEST = Duration.ofSeconds(20);

        private PictureRule() {}

        /** The answer. */
        sealed interface PictureProof {
            /** The event may be folded as this. */
            record Fold(StatusEvent.OfRun event) implements PictureProof {}

            /** Look again a little later. */
            record LookAgain() implements PictureProof {}
        }

        /**
         * Decides.
         *
         * @param waited since the event was first seen
         */
        static PictureProof of(StatusEvent.Completed event, Found found, Duration waited) {
            return switch (found) {
                case THERE -> new PictureProof.Fold(event);
                case OTHER ->
                    failed(event, "picture-differs", "The picture in the store is not the one that the worker named.");
                case MISSING ->
                    waited.compareTo(PATIENCE) < 0
                            ? new PictureProof.LookAgain()
                            : failed(
                                    event,
                                    "picture-missing",
                                    "The worker said that it had uploaded the picture, but the picture store does not hold it."
                                            + " Do all gateways share one folder?");
                case UNKNOWN -> waited.compareTo(LONGEST) < 0 ? new PictureProof.LookAgain() : givenBack(event);
            };
        }

        /** That the store does not answer is not the job's fault. */
        private static PictureProof givenBack(StatusEvent.Completed event) {
            return new PictureProof.Fold(new StatusEvent.Released(
                    event.run(),
                    event.seq(),
                    event.slot(),
                    event.at(),
                    ReleaseReason.STORE_UNAVAILABLE,
                    event.secret()));
        }

        /** A transient failure: made once more, at most as often as any other. */
        private static PictureProof failed(StatusEvent.Completed event, String code, String message) {
            return new PictureProof.Fold(new StatusEvent.Failed(
                    event.run(),
                    event.seq(),
                    event.slot(),
                    event.at(),
                    new Failure(code, message, true),
                    event.secret(),
                    event.loadMillis(),
                    event.gpuMillis()));
        }
    }
}
