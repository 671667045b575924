package imece.gateway.ingest;

import imece.contract.Order;
import imece.contract.StatusEvent;
import imece.fault.FaultPoint;
import imece.gateway.broker.Postbox;
import imece.gateway.job.CurrentRun;
import imece.gateway.job.Decision;
import imece.gateway.job.Evidence;
import imece.gateway.job.Job;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.LedgerEntry;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.BotMessages;
import imece.gateway.job.rows.JobWrites;
import imece.gateway.job.rows.JobWrites.Change;
import imece.gateway.job.rows.Jobs;
import imece.gateway.job.rows.Ledger;
import imece.gateway.job.view.JobLog;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Applies what {@link Transitions} decides: one transaction per batch, then the news. */
@Component
class Folding {

    private static final Logger log = LoggerFactory.getLogger(Folding.class);

    private final Jobs jobs;
    private final JobWrites writes;
    private final Ledger ledger;
    private final BotMessages messages;
    private final Predecessors predecessors;
    private final ProvenPictures pictures;
    private final TransactionTemplate transaction;
    private final Postbox postbox;
    private final StoreHealth health;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Folding(
            Jobs jobs,
            JobWrites writes,
            Ledger ledger,
            BotMessages messages,
            Predecessors predecessors,
            ProvenPictures pictures,
            TransactionTemplate transaction,
            Postbox postbox,
            StoreHealth health,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jobs = jobs;
        this.writes = writes;
        this.ledger = ledger;
        this.messages = messages;
        this.predecessors = predecessors;
        this.pictures = pictures;
        this.transaction = transaction;
        this.postbox = postbox;
        this.health = health;
        this.events = events;
        this.clock = clock;
    }

    /** What one batch came to. */
    private static final class Outcome {
        final Map<UUID, Job> before = new HashMap<>();
        final Map<UUID, Job> now = new HashMap<>();
        final Set<UUID> changed = new LinkedHashSet<>();
        final Set<UUID> told = new LinkedHashSet<>();
        final List<LedgerEntry> ledger = new ArrayList<>();
        final List<Order> orders = new ArrayList<>();
        final List<StatusEvent.OfRun> undecided = new ArrayList<>();

        Job was(UUID id) {
            return Objects.requireNonNull(before.get(id));
        }

        Job job(UUID id) {
            return Objects.requireNonNull(now.get(id));
        }
    }

    /**
     * Folds events in their order. Idempotent.
     *
     * @throws org.springframework.dao.DataAccessException if the database is away; nothing was changed then
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
        List<Outcome> stored = new ArrayList<>();
        if (!proven.isEmpty()) {
            storeOrDrop(proven, stored);
            pictures.settle(proven);
        }
        // All that must happen has happened: a listener that fails has nobody repeat it.
        stored.forEach(this::announce);
        // A marker says that whatever was confirmed before it is in the rows.
        markers.forEach(events::publishEvent);
    }

    private void storeOrDrop(List<StatusEvent.OfRun> ofRuns, List<Outcome> stored) {
        try {
            commit(ofRuns, stored);
        } catch (DataIntegrityViolationException e) {
            if (ofRuns.size() == 1) {
                JobLog.about(log.atError(), ofRuns.getFirst().run().jobId())
                        .setCause(e)
                        .log(
                                "{} would break a rule of the schema and is dropped. This is a bug; the reconciler"
                                        + " heals the job.",
                                ofRuns.getFirst());
                return;
            }
            // One bad event must not stop its neighbours.
            ofRuns.forEach(one -> storeOrDrop(List.of(one), stored));
        }
    }

    /** Asks again about runs whose predecessor's fate was not known, and about pictures that were not in the store. */
    @Scheduled(fixedDelay = 250)
    void askAgain() {
        List<StatusEvent> waiting = new ArrayList<>(predecessors.toAskAgain());
        waiting.addAll(pictures.toAskAgain());
        if (waiting.isEmpty()) {
            return;
        }
        try {
            fold(waiting);
        } catch (DataAccessException | TransactionException e) {
            log.debug("Waiting events are asked about again later: {}", e.getMessage());
        }
    }

    private void commit(List<StatusEvent.OfRun> batch, List<Outcome> stored) {
        Map<UUID, Evidence> evidence = predecessors.about(batch);
        Instant now = clock.instant();
        Outcome outcome = transaction.execute(status -> store(batch, evidence, now));
        if (outcome == null) {
            return;
        }
        FaultPoint.EVENTS_STORED.reached();
        predecessors.settle(batch, outcome.undecided);
        outcome.orders.forEach(postbox::order);
        stored.add(outcome);
        for (LedgerEntry entry : outcome.ledger) {
            if (entry instanceof LedgerEntry.Ended ended) {
                health.ended(ended);
            }
        }
        for (UUID id : outcome.changed) {
            Said.transition(log, outcome.was(id), outcome.job(id));
        }
    }

    private void announce(Outcome outcome) {
        Set<UUID> news = new LinkedHashSet<>(outcome.changed);
        news.addAll(outcome.told);
        if (!news.isEmpty()) {
            events.publishEvent(
                    new JobsCommitted(news.stream().map(outcome::job).toList(), null));
        }
    }

    private Outcome store(List<StatusEvent.OfRun> batch, Map<UUID, Evidence> evidence, Instant now) {
        Outcome outcome = new Outcome();
        Set<UUID> ids = new LinkedHashSet<>();
        batch.forEach(event -> ids.add(event.run().jobId()));
        for (Job job : jobs.lock(ids)) {
            outcome.before.put(job.id(), job);
            outcome.now.put(job.id(), job);
        }
        FaultPoint.ROWS_READ.reached();
        for (StatusEvent.OfRun event : batch) {
            decide(outcome, event, evidence, now);
        }
        if (!outcome.changed.isEmpty()) {
            List<Job> changed = outcome.changed.stream().map(outcome::job).toList();
            writes.updateIfUnchanged(changed.stream()
                    .map(job -> new Change(outcome.was(job.id()), job))
                    .toList());
            ledger.write(outcome.ledger, now);
            messages.follow(changed);
        }
        return outcome;
    }

    private void decide(Outcome outcome, StatusEvent.OfRun event, Map<UUID, Evidence> evidence, Instant now) {
        Job job = outcome.now.get(event.run().jobId());
        if (job == null) {
            outcome.orders.add(new Order.Cancel(event.run().jobId(), event.run().epoch()));
            return;
        }
        Evidence known = job.run() == null
                ? Evidence.UNKNOWN
                : evidence.getOrDefault(job.run().runId(), Evidence.UNKNOWN);
        switch (Transitions.on(job, Unfenced.ifWished(job, event), known, now)) {
            case Decision.Changed changed -> {
                outcome.now.put(job.id(), changed.after());
                outcome.changed.add(job.id());
                outcome.ledger.addAll(changed.ledger());
                if (event instanceof StatusEvent.Started && !isOf(changed.after(), event)) {
                    // Its predecessors were lost too often: the run that brought the news must not go on.
                    outcome.orders.add(new Order.Abandon(
                            job.id(), event.run().epoch(), event.run().runId()));
                }
            }
            case Decision.Ignored ignored -> {
                health.refused(ignored.why());
                outcome.told.add(job.id());
                if (ignored.abandon()) {
                    outcome.orders.add(new Order.Abandon(
                            job.id(), event.run().epoch(), event.run().runId()));
                }
            }
            case Decision.Undecided undecided -> outcome.undecided.add(event);
        }
    }

    private static boolean isOf(Job job, StatusEvent.OfRun event) {
        CurrentRun run = job.run();
        return run != null && run.runId().equals(event.run().runId());
    }
}
