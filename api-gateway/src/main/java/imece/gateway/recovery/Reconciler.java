package imece.gateway.recovery;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.StatusEvent;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.broker.GatewayIdentity;
import imece.gateway.broker.LaneQueues;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.LossCharge.Evidence;
import imece.gateway.job.Recovery;
import imece.gateway.job.rows.JobLog;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.Runs;
import imece.gateway.recovery.LossCandidates.LossSigns;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes back jobs whose message or worker is lost, on evidence and never on a clock alone: seen twice, some seconds apart,
 * with a marker that came back through the store in between. Only the gateway whose store is active gets its marker back, so
 * only that one ever acts.
 */
@Component
class Reconciler implements PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(2);

    private final ReconcileRows rows;
    private final WorkerRegistry workers;
    private final LaneQueues queues;
    private final MessagePublisher publisher;
    private final JobWriter writer;
    private final Runs runs;
    private final GatewayIdentity identity;
    private final MonotonicClock clock;
    private final LossCandidates candidates = new LossCandidates();
    private final Map<UUID, Moment> running = new HashMap<>();
    private final AtomicLong markers = new AtomicLong();

    Reconciler(
            ReconcileRows rows,
            WorkerRegistry workers,
            LaneQueues queues,
            MessagePublisher publisher,
            JobWriter writer,
            Runs runs,
            GatewayIdentity identity,
            MonotonicClock clock) {
        this.rows = rows;
        this.workers = workers;
        this.queues = queues;
        this.publisher = publisher;
        this.writer = writer;
        this.runs = runs;
        this.identity = identity;
        this.clock = clock;
    }

    @EventListener
    void on(StatusEvent.Marker marker) {
        if (marker.id().startsWith(identity.instance())) {
            candidates.back(marker.id());
        }
    }

    /** Two: to look for what is lost, the broker is asked and may be slow, and no job's end is to wait for that. */
    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(
                PeriodicTask.every(EVERY, "reconcile", "nothing is reconciled", this::reconcile),
                PeriodicTask.every(EVERY, "end-lost-jobs", "no job ends for its losses", this::endLost));
    }

    private void reconcile() {
        List<Job> running = rows.processing();
        know(running);
        showSilence(running);
        look(running);
    }

    /** Since when each run is known: dates in rows are those of another machine's clock. */
    private void know(List<Job> jobs) {
        Moment now = clock.now();
        Set<UUID> runs = new HashSet<>();
        for (Job job : jobs) {
            CurrentRun run = job.run();
            if (run != null) {
                runs.add(run.runId());
                running.putIfAbsent(run.runId(), now);
            }
        }
        running.keySet().retainAll(runs);
    }

    /** Jobs that were lost too often, and whose lost workers have had their time to be heard again. */
    private void endLost() {
        for (Job job : rows.onProbation()) {
            writer.changeIfUnchanged(job.id(), job.counters().version(), Recovery::endedByLosses);
        }
    }

    /** Without the broker nobody can be heard, which says nothing about them. */
    private void showSilence(List<Job> running) {
        if (running.isEmpty() || !publisher.reachable()) {
            return;
        }
        for (Job job : running) {
            boolean silent = LossSigns.shows(silence(job));
            if (job.state() instanceof JobState.Processing shown && shown.silent() != silent) {
                writer.changeIfUnchanged(job.id(), job.counters().version(), (row, at) -> Recovery.silent(row, silent));
            }
        }
    }

    /** For how long no heartbeat has named the job's run; never longer than the run itself. */
    private Duration silence(Job job) {
        if (!(job.state() instanceof JobState.Processing processing)) {
            return Duration.ZERO;
        }
        UUID run = processing.run().runId();
        Moment now = clock.now();
        return LossSigns.silence(
                workers.silence(run), running.getOrDefault(run, now).until(now));
    }

    private void look(List<Job> running) {
        List<Job> seen = new ArrayList<>();
        Map<String, Optional<Boolean>> empty = new HashMap<>();
        for (Job job : running) {
            if (LossSigns.ofRun(silence(job), () -> laneIsEmpty(empty, job.lane()))) {
                seen.add(job);
            }
        }
        List<ReconcileRows.Overtaken> dispatched = rows.longDispatched();
        Map<UUID, Boolean> overtaken = new HashMap<>();
        dispatched.forEach(row -> overtaken.put(row.id(), row.overtaken()));
        for (Job job : dispatched.isEmpty() ? List.<Job>of() : rows.jobs(List.copyOf(overtaken.keySet()))) {
            if (job.status() == JobStatus.DISPATCHED
                    && LossSigns.ofMessage(
                            workers.holds(job.id()),
                            overtaken.getOrDefault(job.id(), false),
                            () -> laneIsEmpty(empty, job.lane()))) {
                seen.add(job);
            }
        }
        weigh(seen);
    }

    private void weigh(List<Job> seen) {
        Moment now = clock.now();
        Map<UUID, Job> jobs = new HashMap<>();
        seen.forEach(job -> jobs.put(job.id(), job));
        List<LossCandidates.Sighting> sightings = seen.stream()
                .map(job -> new LossCandidates.Sighting(job.id(), job.counters().version()))
                .toList();
        for (LossCandidates.Sighting lost : candidates.look(sightings, this::marked, now)) {
            Job job = Objects.requireNonNull(jobs.get(lost.job()));
            JobLog.about(log.atWarn(), job)
                    .log(
                            "is lost ({}), taken back to its old place",
                            job.status().word());
            Evidence evidence = about(job);
            writer.changeIfUnchanged(job.id(), lost.version(), (row, at) -> Recovery.takenBack(row, evidence, at));
        }
    }

    private Evidence about(Job job) {
        CurrentRun run = job.run();
        if (run == null
                || workers.worker(run.slot().instance())
                        .filter(heard -> heard.live(clock.now()))
                        .isPresent()) {
            return Evidence.ALIVE_WITHOUT_IT;
        }
        return runs.lostWithOthers(run.runId()) ? Evidence.GONE_WITH_OTHERS : Evidence.GONE;
    }

    private Optional<String> marked() {
        String marker = identity.instance() + "/" + markers.incrementAndGet();
        return publisher.mark(new StatusEvent.Marker(marker), CONFIRM_WITHIN) ? Optional.of(marker) : Optional.empty();
    }

    private boolean laneIsEmpty(Map<String, Optional<Boolean>> asked, String lane) {
        return asked.computeIfAbsent(lane, name -> {
                    OptionalInt ready = queues.ready(name);
                    return ready.isPresent() ? Optional.of(ready.getAsInt() == 0) : Optional.empty();
                })
                .orElse(false);
    }
}
