package imece.gateway.recovery;

import imece.contract.RunKey;
import imece.contract.WorkerOrder;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.job.CancelOrdered;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.rows.JobLog;
import imece.gateway.job.rows.Jobs;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Sends orders at once, and again for as long as a heartbeat shows that one did not arrive. */
@Component
class OrderSender implements PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(OrderSender.class);

    private final WorkerRegistry workers;
    private final Jobs jobs;
    private final MessagePublisher publisher;
    private Set<RunKey> seen = Set.of();

    OrderSender(WorkerRegistry workers, Jobs jobs, MessagePublisher publisher) {
        this.workers = workers;
        this.jobs = jobs;
        this.publisher = publisher;
    }

    @EventListener
    void on(CancelOrdered cancelled) {
        publisher.order(new WorkerOrder.Cancel(cancelled.jobId(), cancelled.epoch()));
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(
                Duration.ofMillis(500), "repeat-orders", "runs in hand are not checked", this::repeat));
    }

    /**
     * One query for all runs that live workers had in hand at the last look, too. One that is younger has what was ordered of it
     * still under way, and most of them end before they have to be asked about.
     */
    private void repeat() {
        Set<RunKey> before = seen;
        seen = Set.copyOf(workers.inHand());
        List<RunKey> inHand = seen.stream().filter(before::contains).toList();
        if (inHand.isEmpty()) {
            return;
        }
        Map<UUID, Job> rows = new HashMap<>();
        jobs.all(inHand.stream().map(RunKey::jobId).distinct().toList()).forEach(job -> rows.put(job.id(), job));
        for (RunKey run : inHand) {
            StaleRule.order(rows.get(run.jobId()), run).ifPresent(order -> {
                JobLog.about(log.atInfo(), run.jobId())
                        .addKeyValue("run", RunKey.shown(run.runId()))
                        .log("a run that no longer counts is still in hand; repeating {}", order);
                publisher.order(order);
            });
        }
    }

    /** Whether a run that a worker has in hand still counts. Pure. */
    static final class StaleRule {

        private StaleRule() {}

        /** The order to repeat, or empty if the run counts, or may still come to count. */
        static Optional<WorkerOrder> order(@Nullable Job job, RunKey run) {
            if (job == null) {
                return Optional.of(new WorkerOrder.Cancel(run.jobId(), run.epoch()));
            }
            return switch (job.state()) {
                case JobState.Cancelled cancelled -> Optional.of(new WorkerOrder.Cancel(run.jobId(), run.epoch()));
                case JobState.Complete complete -> unless(isRun(complete.run(), run), run);
                case JobState.Errored errored -> unless(isRun(errored.run(), run), run);
                case JobState.Queued queued ->
                    unless(run.epoch() > job.counters().epoch(), run);
                case JobState.Dispatched dispatched ->
                    unless(run.epoch() >= job.counters().epoch(), run);
                case JobState.Processing processing ->
                    unless(
                            run.epoch() > job.counters().epoch()
                                    || (run.epoch() == job.counters().epoch()
                                            && (isRun(processing.run(), run)
                                                    || run.delivery()
                                                            > processing.run().delivery())),
                            run);
            };
        }

        private static boolean isRun(@Nullable CurrentRun current, RunKey run) {
            return current != null && current.runId().equals(run.runId());
        }

        private static Optional<WorkerOrder> unless(boolean counts, RunKey run) {
            return counts
                    ? Optional.empty()
                    : Optional.of(new WorkerOrder.Abandon(run.jobId(), run.epoch(), run.runId()));
        }
    }
}
