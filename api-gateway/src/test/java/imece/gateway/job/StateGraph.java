package imece.gateway.job;

import static imece.gateway.job.Samples.NOW;

import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.ReleaseReason;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.LossCharge.Evidence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Every change of state that the pure rules allow, found by trying each cause on each kind of job that can be reached. */
final class StateGraph {
    private static final List<Boolean> BOTH = List.of(true, false);

    private final Map<JobStatus, Map<JobStatus, Set<String>>> causes = new TreeMap<>();
    private final Set<List<Object>> seen = new HashSet<>();
    private final Deque<Job> open = new ArrayDeque<>();

    private StateGraph() {}

    static StateGraph explored() {
        StateGraph graph = new StateGraph();
        graph.reach(Samples.queued());
        while (!graph.open.isEmpty()) {
            Job job = graph.open.pop();
            graph.tryEverything(job, (cause, after) -> {
                if (!after.state().equals(job.state())) {
                    graph.causes
                            .computeIfAbsent(job.status(), status -> new TreeMap<>())
                            .computeIfAbsent(after.status(), status -> new TreeSet<>())
                            .add(cause);
                }
                graph.reach(after);
            });
        }
        return graph;
    }

    /** Which states are entered at all. */
    Set<JobStatus> reached() {
        Set<JobStatus> reached = new TreeSet<>();
        seen.forEach(kind -> reached.add((JobStatus) kind.getFirst()));
        return reached;
    }

    String mermaid() {
        List<String> lines = new ArrayList<>(List.of("stateDiagram-v2", "  [*] --> queued: submitted"));
        causes.forEach((from, targets) -> targets.forEach((to, names) ->
                lines.add("  %s --> %s: %s".formatted(from.word(), to.word(), String.join(", ", names)))));
        reached().stream()
                .filter(status -> !causes.containsKey(status))
                .forEach(status -> lines.add("  %s --> [*]".formatted(status.word())));
        return String.join("\n", lines);
    }

    /** Jobs that differ only in numbers that no rule looks at are of one kind. */
    private void reach(Job job) {
        boolean silent = job.state() instanceof JobState.Processing processing && processing.silent();
        boolean delayed = job.state() instanceof JobState.Queued queued && queued.notBefore() != null;
        Job.Counters counters = job.counters();
        if (seen.add(List.of(job.status(), counters.failures(), counters.sharedLosses(), silent, delayed))) {
            open.push(job);
        }
    }

    private void tryEverything(Job job, BiConsumer<String, Job> found) {
        GuardedTransitions.dispatched(job, 1).ifPresent(after -> found.accept("dispatched", after));
        GuardedTransitions.takenBack(job, NOW).ifPresent(after -> found.accept("taken back", after));
        GuardedTransitions.cancelled(job, NOW).ifPresent(after -> found.accept("cancelled", after));
        for (Evidence evidence : Evidence.values()) {
            for (StatusEvent.OfRun event : events(job)) {
                if (Transitions.on(job, event, evidence, NOW) instanceof Decision.Changed changed) {
                    found.accept(name(event, job, changed.after()), changed.after());
                }
            }
            found(Recovery.takenBack(job, evidence, NOW), "taken back", found);
        }
        found(Recovery.endedByLosses(job, NOW.plus(Transitions.PROBATION)), "lost too often", found);
        if (job.counters().failures() > 0) {
            found(Recovery.refunded(job, Samples.JOB, LossCharge.FULL, "worker-1"), "its lost worker is back", found);
        }
        BOTH.forEach(silent -> found(
                Recovery.silent(job, silent), silent ? "its worker is silent" : "its worker is heard again", found));
    }

    private static void found(Decision decision, String cause, BiConsumer<String, Job> found) {
        if (decision instanceof Decision.Changed changed) {
            found.accept(cause, changed.after());
        }
    }

    /** Of a first run, of the current one, of one that was handed out again, and of one of an older decision. */
    private static List<StatusEvent.OfRun> events(Job job) {
        CurrentRun current = job.run();
        long epoch = job.counters().epoch();
        int delivery = current == null ? 0 : current.delivery();
        List<StatusEvent.OfRun> events = new ArrayList<>();
        for (RunKey run : List.of(
                Samples.run(epoch, delivery, 1),
                Samples.run(epoch, delivery + 1, 2),
                Samples.run(epoch, delivery + 1, 3),
                Samples.run(Math.max(0, epoch - 1), delivery, 4))) {
            events.add(Samples.started(run));
            events.add(Samples.completed(run));
            BOTH.forEach(retryable -> events.add(Samples.failed(run, retryable)));
            for (ReleaseReason reason : ReleaseReason.values()) {
                events.add(Samples.released(run, reason));
            }
        }
        return events;
    }

    private static String name(StatusEvent.OfRun event, Job before, Job after) {
        return switch (event) {
            case StatusEvent.Started started ->
                before.status() == JobStatus.PROCESSING ? "started on another slot" : "started";
            case StatusEvent.Completed completed -> "completed";
            case StatusEvent.Failed failed ->
                after.status() == JobStatus.QUEUED
                        ? "failed"
                        : failed.failure().retryable() ? "failed too often" : "failed for good";
            case StatusEvent.Released released -> "given back";
        };
    }
}
