package imece.gateway.reconcile;

import imece.contract.StatusEvent;
import imece.gateway.broker.GatewayIdentity;
import imece.gateway.broker.LaneQueues;
import imece.gateway.broker.Postbox;
import imece.gateway.farm.Farm;
import imece.gateway.job.CurrentRun;
import imece.gateway.job.Evidence;
import imece.gateway.job.GivenUp;
import imece.gateway.job.Job;
import imece.gateway.job.JobLog;
import imece.gateway.job.JobState;
import imece.gateway.job.JobStatus;
import imece.gateway.job.Ledger;
import imece.gateway.store.Deciding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes back jobs whose message or worker is lost, on evidence and never on a clock alone: seen twice, some seconds apart,
 * with a marker that came back through the store in between. Only the gateway whose store is active gets its marker back, so
 * only that one ever acts.
 */
@Component
class Reconciler {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration SHOWN_SILENT = Duration.ofSeconds(10);
    private static final Duration SUSPECTED = Duration.ofSeconds(25);
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(2);

    private final ReconcileRows rows;
    private final Farm farm;
    private final LaneQueues queues;
    private final Postbox postbox;
    private final Deciding deciding;
    private final Ledger ledger;
    private final GatewayIdentity identity;
    private final Clock clock;
    private final Map<UUID, Suspect> suspects = new HashMap<>();
    private final Set<String> markersBack = ConcurrentHashMap.newKeySet();
    private final AtomicLong markers = new AtomicLong();

    Reconciler(
            ReconcileRows rows,
            Farm farm,
            LaneQueues queues,
            Postbox postbox,
            Deciding deciding,
            Ledger ledger,
            GatewayIdentity identity,
            Clock clock) {
        this.rows = rows;
        this.farm = farm;
        this.queues = queues;
        this.postbox = postbox;
        this.deciding = deciding;
        this.ledger = ledger;
        this.identity = identity;
        this.clock = clock;
    }

    @EventListener
    void on(StatusEvent.Marker marker) {
        if (marker.id().startsWith(identity.instance())) {
            markersBack.add(marker.id());
        }
    }

    @Scheduled(fixedDelay = 2_000)
    void tick() {
        try {
            List<Job> running = rows.processing();
            showSilence(running);
            look(running);
            sentence();
        } catch (DataAccessException | TransactionException e) {
            log.debug("Nothing is reconciled now: {}", e.getMessage());
        }
    }

    /** Jobs that were lost too often, and whose lost workers have had their time to be heard again. */
    private void sentence() {
        for (Job job : rows.onTrial()) {
            deciding.onRow(job.id(), job.counters().rev(), row -> GivenUp.sentenced(row, clock.instant()));
        }
    }

    /** Without the broker nobody can be heard, which says nothing about them. */
    private void showSilence(List<Job> running) {
        if (running.isEmpty() || !postbox.reachable()) {
            return;
        }
        for (Job job : running) {
            boolean silent = silence(job).compareTo(SHOWN_SILENT) >= 0;
            if (job.state() instanceof JobState.Processing shown && shown.silent() != silent) {
                deciding.onRow(job.id(), job.counters().rev(), row -> GivenUp.silent(row, silent));
            }
        }
    }

    /** For how long no heartbeat has named the job's run; never longer than the run itself. */
    private Duration silence(Job job) {
        if (!(job.state() instanceof JobState.Processing processing)) {
            return Duration.ZERO;
        }
        Duration unheard = farm.silence(processing.run().runId());
        Duration since = Duration.between(processing.startedAt(), clock.instant());
        return unheard.compareTo(since) < 0 ? unheard : since;
    }

    private void look(List<Job> running) {
        List<Job> seen = new ArrayList<>();
        Map<String, Optional<Boolean>> empty = new HashMap<>();
        for (Job job : running) {
            if (silence(job).compareTo(SUSPECTED) >= 0 && laneIsEmpty(empty, job.lane())) {
                seen.add(job);
            }
        }
        List<ReconcileRows.Overtaken> dispatched = rows.longDispatched();
        Map<UUID, Boolean> overtaken = new HashMap<>();
        dispatched.forEach(row -> overtaken.put(row.id(), row.overtaken()));
        for (Job job : dispatched.isEmpty() ? List.<Job>of() : rows.jobs(List.copyOf(overtaken.keySet()))) {
            if (job.status() == JobStatus.DISPATCHED
                    && !farm.holds(job.id())
                    && (overtaken.getOrDefault(job.id(), false) || laneIsEmpty(empty, job.lane()))) {
                seen.add(job);
            }
        }
        weigh(seen);
    }

    private void weigh(List<Job> seen) {
        Instant now = clock.instant();
        Map<UUID, Suspect> before = Map.copyOf(suspects);
        suspects.clear();
        for (Job job : seen) {
            Suspect suspect = before.get(job.id());
            boolean back = suspect != null && markersBack.contains(suspect.marker());
            if (suspect == null || suspect.rev() != job.counters().rev() || (!back && suspect.overdue(now))) {
                suspect(job, now);
            } else if (suspect.proven(job.counters().rev(), back, now)) {
                JobLog.about(log.atWarn(), job)
                        .log(
                                "is lost ({}), taken back to its old place",
                                job.status().word());
                Evidence evidence = about(job);
                deciding.onRow(job.id(), suspect.rev(), row -> GivenUp.takenBack(row, evidence, now));
            } else {
                suspects.put(job.id(), suspect);
            }
        }
        markersBack.removeIf(marker ->
                suspects.values().stream().noneMatch(suspect -> suspect.marker().equals(marker)));
    }

    private Evidence about(Job job) {
        CurrentRun run = job.run();
        if (run == null
                || farm.worker(run.place().instance())
                        .filter(heard -> heard.live(clock.instant()))
                        .isPresent()) {
            return Evidence.ALIVE_WITHOUT_IT;
        }
        return ledger.lostWithOthers(run.runId()) ? Evidence.GONE_WITH_OTHERS : Evidence.GONE;
    }

    private void suspect(Job job, Instant now) {
        String marker = identity.instance() + "/" + markers.incrementAndGet();
        if (postbox.mark(new StatusEvent.Marker(marker), CONFIRM_WITHIN)) {
            suspects.put(job.id(), new Suspect(job.id(), job.counters().rev(), marker, now));
        }
    }

    private boolean laneIsEmpty(Map<String, Optional<Boolean>> asked, String lane) {
        return asked.computeIfAbsent(lane, name -> {
                    OptionalInt ready = queues.ready(name);
                    return ready.isPresent() ? Optional.of(ready.getAsInt() == 0) : Optional.empty();
                })
                .orElse(false);
    }
}
