package imece.gateway.ingest;

import imece.contract.StatusEvent;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.WorkerOrder;
import imece.fault.FaultPoint;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.job.Decision;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.LossCharge.Evidence;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.JobLog;
import imece.gateway.job.rows.JobTransaction.JobChanges;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.moderation.PictureVerdict;
import imece.gateway.moderation.PictureVerdicts;
import imece.gateway.picture.StorePause;
import imece.gateway.workers.MessageSenders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Applies what {@link Transitions} decides: one transaction per batch, then what follows from it. */
@Component
class EventFolder implements PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(EventFolder.class);

    private final JobWriter writer;
    private final Predecessors predecessors;
    private final ProvenPictures pictures;
    private final MessagePublisher publisher;
    private final StorePause storePause;
    private final IngestHealth health;
    private final MessageSenders senders;
    private final PictureVerdicts moderation;
    private final ApplicationEventPublisher events;

    EventFolder(
            JobWriter writer,
            Predecessors predecessors,
            ProvenPictures pictures,
            MessagePublisher publisher,
            StorePause storePause,
            IngestHealth health,
            MessageSenders senders,
            PictureVerdicts moderation,
            ApplicationEventPublisher events) {
        this.writer = writer;
        this.predecessors = predecessors;
        this.pictures = pictures;
        this.publisher = publisher;
        this.storePause = storePause;
        this.health = health;
        this.senders = senders;
        this.moderation = moderation;
        this.events = events;
    }

    /**
     * Folds events in their order. Idempotent. An event that fails by itself is told, counted and passed over.
     *
     * @throws org.springframework.dao.DataAccessException if the database is away; nothing was changed then, or only what some
     *     of the events say
     */
    void fold(List<StatusEvent> batch) {
        List<StatusEvent.OfRun> ofRuns = new ArrayList<>();
        List<StatusEvent.Marker> markers = new ArrayList<>();
        for (StatusEvent event : batch) {
            switch (event) {
                case StatusEvent.OfRun ofRun -> ofRuns.add(ofRun);
                case StatusEvent.Marker marker -> markers.add(marker);
                case StatusEvent.Unknown unknown -> health.unknown();
            }
        }
        List<StatusEvent.OfRun> proven = pictures.of(ofRuns);
        if (!proven.isEmpty()) {
            storeOrPassOver(proven);
        }
        // A marker says that whatever was confirmed before it is in the rows.
        markers.forEach(events::publishEvent);
    }

    private void storeOrPassOver(List<StatusEvent.OfRun> ofRuns) {
        try {
            store(ofRuns);
        } catch (DataIntegrityViolationException e) {
            setApart(ofRuns, e, "would break a rule of the schema");
        } catch (DataAccessException | TransactionException | AmqpException e) {
            // No fault of an event: it passes, and then all of them are stored.
            throw e;
        } catch (RuntimeException e) {
            setApart(ofRuns, e, "could not be decided about or followed up");
        }
    }

    /** One bad event must not stop its neighbours: each is stored by itself, and the bad one is passed over. */
    private void setApart(List<StatusEvent.OfRun> ofRuns, RuntimeException failure, String what) {
        if (ofRuns.size() > 1) {
            ofRuns.forEach(one -> storeOrPassOver(List.of(one)));
            return;
        }
        predecessors.settle(ofRuns, List.of());
        pictures.settle(ofRuns);
        ofRuns.forEach(event -> moderation.over(event.run().runId()));
        health.passedOver();
        JobLog.about(log.atError(), ofRuns.getFirst().run().jobId())
                .setCause(failure)
                .log("{} {} and is passed over. This is a bug; the reconciler heals the job.", ofRuns.getFirst(), what);
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(
                PeriodicTask.every(Duration.ofMillis(250), "ask-again", "events that wait, wait on", this::askAgain));
    }

    /** Asks again about runs whose predecessor's fate was not known, and about pictures that were not in the store. */
    private void askAgain() {
        List<StatusEvent> waiting = new ArrayList<>(predecessors.toAskAgain());
        waiting.addAll(pictures.toAskAgain());
        if (!waiting.isEmpty()) {
            fold(waiting);
        }
    }

    private void store(List<StatusEvent.OfRun> events) {
        Batch batch = new Batch(events, predecessors.about(events));
        Set<UUID> ids = new LinkedHashSet<>();
        events.forEach(event -> ids.add(event.run().jobId()));
        writer.change(ids, batch::decide, batch::settle);
    }

    /** Events of one transaction, and what is to be done after it. */
    private final class Batch {
        private final List<StatusEvent.OfRun> events;
        private final Map<UUID, Evidence> evidence;
        private final List<WorkerOrder> orders = new ArrayList<>();
        private final List<StatusEvent.OfRun> undecided = new ArrayList<>();
        private boolean stored;
        private boolean notStored;

        Batch(List<StatusEvent.OfRun> events, Map<UUID, Evidence> evidence) {
            this.events = events;
            this.evidence = evidence;
        }

        void decide(JobChanges rows) {
            FaultPoint.ROWS_READ.reached();
            for (StatusEvent.OfRun event : events) {
                rows.job(event.run().jobId())
                        .ifPresentOrElse(
                                job -> decideIfProven(rows, job, event),
                                () -> orders.add(new WorkerOrder.Cancel(
                                        event.run().jobId(), event.run().epoch())));
            }
        }

        private void decideIfProven(JobChanges rows, Job job, StatusEvent.OfRun event) {
            EventProof.missing(
                            job,
                            rows.secret(job.id()),
                            event,
                            senders.mayBeOfLastRelease(event.slot().instance()))
                    .ifPresentOrElse(senders::refuse, () -> decide(rows, job, event));
        }

        private void decide(JobChanges rows, Job job, StatusEvent.OfRun event) {
            Evidence known = job.run() == null
                    ? Evidence.UNKNOWN
                    : evidence.getOrDefault(job.run().runId(), Evidence.UNKNOWN);
            switch (Transitions.on(job, event, known, rows.now())) {
                case Decision.Changed changed -> {
                    rows.change(judged(changed, event));
                    stored |= event instanceof StatusEvent.Completed;
                    notStored |= event instanceof StatusEvent.Released released
                            && released.reason() == ReleaseReason.STORE_UNAVAILABLE;
                    if (event instanceof StatusEvent.Started && !isOf(changed.after(), event)) {
                        // Its predecessors were lost too often: the run that brought the news must not go on.
                        orders.add(abandoned(event));
                    }
                }
                case Decision.Ignored ignored -> {
                    health.refused(ignored.why());
                    rows.tellAgain(job);
                    if (ignored.abandon()) {
                        orders.add(abandoned(event));
                    }
                }
                case Decision.Undecided open -> undecided.add(event);
            }
        }

        void settle(JobChanges rows) {
            FaultPoint.EVENTS_STORED.reached();
            predecessors.settle(events, undecided);
            pictures.settle(events);
            events.stream()
                    .filter(event -> ends(event) && !undecided.contains(event))
                    .forEach(event -> moderation.over(event.run().runId()));
            orders.forEach(publisher::order);
            if (stored) {
                storePause.stored();
            } else if (notStored) {
                storePause.refused();
            }
            for (RunChange entry : rows.runs()) {
                if (entry instanceof RunChange.Ended ended) {
                    health.ended(ended);
                }
            }
        }
    }

    /** Writes a verdict down with what comes of it; one that changes the picture is told on its card, too. */
    private Decision.Changed judged(Decision.Changed changed, StatusEvent.OfRun event) {
        Optional<PictureVerdict> verdict =
                ends(event) ? moderation.known(event.run().runId()) : Optional.empty();
        if (verdict.isEmpty()) {
            return changed;
        }
        moderation.writeDown(event.run().jobId(), event.run().runId());
        return verdict.get() instanceof PictureVerdict.Blurred
                ? new Decision.Changed(changed.after().noted(JudgedPictures.BLURRED), changed.runs())
                : changed;
    }

    private static boolean ends(StatusEvent.OfRun event) {
        return event instanceof StatusEvent.Completed || event instanceof StatusEvent.Failed;
    }

    private static WorkerOrder abandoned(StatusEvent.OfRun event) {
        return new WorkerOrder.Abandon(
                event.run().jobId(), event.run().epoch(), event.run().runId());
    }

    private static boolean isOf(Job job, StatusEvent.OfRun event) {
        CurrentRun run = job.run();
        return run != null && run.runId().equals(event.run().runId());
    }
}
