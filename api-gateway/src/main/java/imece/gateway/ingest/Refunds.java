package imece.gateway.ingest;

import imece.clock.MonotonicClock;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.broker.WorkerProbe;
import imece.gateway.broker.WorkerProbe.ProbeAnswer;
import imece.gateway.job.Decision;
import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.Job;
import imece.gateway.job.Recovery;
import imece.gateway.job.rows.JobLog;
import imece.gateway.job.rows.JobTransaction.JobChanges;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.Runs;
import imece.gateway.job.rows.Runs.ChargedRun;
import imece.gateway.workers.WorkerRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Takes back what a lost run has cost when its worker is heard again: only its connection was gone. A heartbeat raises the
 * question, the broker answers it: the control queue of a process that has ended never comes back.
 */
@Component
class Refunds implements PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(Refunds.class);

    private final Runs runs;
    private final WorkerRegistry workers;
    private final WorkerProbe probe;
    private final JobWriter writer;
    private final MonotonicClock clock;

    Refunds(Runs runs, WorkerRegistry workers, WorkerProbe probe, JobWriter writer, MonotonicClock clock) {
        this.runs = runs;
        this.workers = workers;
        this.probe = probe;
        this.writer = writer;
        this.clock = clock;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(Duration.ofSeconds(1), "refund-losses", "no loss is refunded", this::look));
    }

    private void look() {
        Map<UUID, Boolean> back = new HashMap<>();
        for (ChargedRun lost : runs.charged()) {
            if (back.computeIfAbsent(lost.instance(), instance -> isBack(lost))) {
                refund(lost);
            }
        }
    }

    private boolean isBack(ChargedRun lost) {
        return workers.worker(lost.instance())
                        .filter(heard -> heard.live(clock.now()))
                        .isPresent()
                && probe.ask(lost.worker(), lost.instance()) == ProbeAnswer.CONNECTED;
    }

    private void refund(ChargedRun lost) {
        writer.change(
                List.of(lost.job()),
                rows -> rows.job(lost.job()).ifPresent(job -> refund(rows, job, lost)),
                rows -> rows.job(lost.job())
                        .ifPresent(job -> JobLog.about(log.atInfo(), job)
                                .log("{} is back: that its run was lost costs nothing.", lost.worker())));
    }

    private void refund(JobChanges rows, Job job, ChargedRun lost) {
        if (job.status().terminal()) {
            rows.changeRun(new RunChange.Refunded(lost.run()));
        } else if (runs.isCharged(lost.run())
                && Recovery.refunded(job, lost.run(), lost.charge(), lost.worker())
                        instanceof Decision.Changed changed) {
            rows.change(changed);
        }
    }
}
