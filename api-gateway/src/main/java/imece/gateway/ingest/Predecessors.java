package imece.gateway.ingest;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.StatusEvent;
import imece.gateway.broker.WorkerProbe;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.LossCharge.Evidence;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.Jobs;
import imece.gateway.job.rows.Runs;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Dead, or only disconnected? Finds out about the worker of a run that a redelivered one wants to supersede, and keeps the
 * events that wait for the answer.
 */
@Component
class Predecessors {

    /** After this long with a connected worker that says nothing, its silence is the answer. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Jobs jobs;
    private final WorkerRegistry workers;
    private final WorkerProbe probe;
    private final Runs runs;
    private final MonotonicClock clock;
    private final Map<UUID, Contest> waiting = new ConcurrentHashMap<>();

    Predecessors(Jobs jobs, WorkerRegistry workers, WorkerProbe probe, Runs runs, MonotonicClock clock) {
        this.jobs = jobs;
        this.workers = workers;
        this.probe = probe;
        this.runs = runs;
        this.clock = clock;
    }

    /**
     * Events of one job that wait.
     *
     * @param since when the first of them came
     */
    private record Contest(Moment since, List<StatusEvent.OfRun> events) {}

    /** What is known about the runs that these events want to supersede, by the id of the run to be superseded. */
    Map<UUID, Evidence> about(List<StatusEvent.OfRun> batch) {
        List<StatusEvent.OfRun> redelivered =
                batch.stream().filter(event -> event.run().delivery() > 0).toList();
        if (redelivered.isEmpty()) {
            return Map.of();
        }
        Map<UUID, Job> rows = new HashMap<>();
        jobs.all(redelivered.stream().map(event -> event.run().jobId()).toList())
                .forEach(job -> rows.put(job.id(), job));
        Map<UUID, Evidence> evidence = new HashMap<>();
        for (StatusEvent.OfRun event : redelivered) {
            Job job = rows.get(event.run().jobId());
            CurrentRun current = job == null ? null : job.run();
            if (job != null && current != null && Transitions.needsEvidence(job, event)) {
                evidence.computeIfAbsent(
                        current.runId(),
                        run -> newsOfItsNeighbours(batch, job, current) ? Evidence.UNKNOWN : about(job.id(), current));
            }
        }
        return evidence;
    }

    /** After a batch: keeps the events that wait for more evidence, and forgets what is decided. */
    void settle(List<StatusEvent.OfRun> batch, List<StatusEvent.OfRun> undecided) {
        if (waiting.isEmpty() && undecided.isEmpty()) {
            return;
        }
        Map<UUID, List<StatusEvent.OfRun>> open = new HashMap<>();
        undecided.forEach(event -> open.computeIfAbsent(event.run().jobId(), job -> new ArrayList<>())
                .add(event));
        Map<UUID, Set<StatusEvent.OfRun>> seen = new HashMap<>();
        batch.forEach(event -> seen.computeIfAbsent(event.run().jobId(), job -> new HashSet<>())
                .add(event));
        seen.forEach((job, events) ->
                waiting.compute(job, (id, contest) -> settled(contest, events, open.getOrDefault(job, List.of()))));
    }

    /** The events that wait, to be folded again. */
    List<StatusEvent> toAskAgain() {
        return waiting.values().stream()
                .flatMap(contest -> contest.events().stream())
                .map(StatusEvent.class::cast)
                .toList();
    }

    /** What waits now: what waited and was not seen in this batch, and what the batch left open. */
    private @Nullable Contest settled(
            @Nullable Contest contest, Set<StatusEvent.OfRun> seen, List<StatusEvent.OfRun> open) {
        Set<StatusEvent.OfRun> all = new LinkedHashSet<>(contest == null ? List.of() : contest.events());
        all.removeIf(event -> seen.contains(event) && !open.contains(event));
        all.addAll(open);
        return all.isEmpty() ? null : new Contest(contest == null ? clock.now() : contest.since(), List.copyOf(all));
    }

    /** Whether others of its process have told something that is not in the rows yet: it may be that they are lost too. */
    private static boolean newsOfItsNeighbours(List<StatusEvent.OfRun> batch, Job job, CurrentRun run) {
        UUID instance = run.slot().instance();
        return batch.stream()
                .anyMatch(event -> event.slot().instance().equals(instance)
                        && !event.run().jobId().equals(job.id()));
    }

    private Evidence about(UUID job, CurrentRun run) {
        Moment now = clock.now();
        Contest contest = waiting.get(job);
        Moment since = contest == null ? now : contest.since();
        Duration waited = since.until(now);
        return switch (probe.ask(run.slot().worker(), run.slot().instance())) {
            case GONE -> {
                Evidence gone = PredecessorRule.gone(probe.connectedFor(), waited);
                yield gone == Evidence.GONE && runs.lostWithOthers(run.runId()) ? Evidence.GONE_WITH_OTHERS : gone;
            }
            case CONNECTED ->
                PredecessorRule.connected(
                        workers.worker(run.slot().instance())
                                .filter(heard -> heard.at().isAfter(since))
                                .map(heard -> heard.names(run.runId())),
                        waited,
                        LONGEST_WAIT);
            case NO_ANSWER -> Evidence.UNKNOWN;
        };
    }

    /** What the broker's answer about a worker proves. Pure. */
    static final class PredecessorRule {

        /** A connection younger than this may stand before that of the worker is back, after a restart of the broker. */
        static final Duration YOUNG = Duration.ofSeconds(15);

        /** How long a young connection gives others to come back. */
        static final Duration PATIENCE = Duration.ofSeconds(5);

        private PredecessorRule() {}

        /** The worker's queue does not exist. */
        static Evidence gone(Duration connectedFor, Duration waited) {
            boolean young = connectedFor.compareTo(YOUNG) < 0;
            return young && waited.compareTo(PATIENCE) < 0 ? Evidence.UNKNOWN : Evidence.GONE;
        }

        /**
         * The worker's queue exists.
         *
         * @param namesRun whether a heartbeat since the redelivery named the run; empty = none was heard yet
         */
        static Evidence connected(Optional<Boolean> namesRun, Duration waited, Duration longest) {
            if (namesRun.isPresent()) {
                return namesRun.get() ? Evidence.RUNNING_IT : Evidence.ALIVE_WITHOUT_IT;
            }
            return waited.compareTo(longest) >= 0 ? Evidence.ALIVE_WITHOUT_IT : Evidence.UNKNOWN;
        }
    }
}
