package imece.gateway.ingest;

import imece.gateway.broker.WorkerProbe;
import imece.gateway.broker.WorkerProbe.Answer;
import imece.gateway.job.Decision;
import imece.gateway.job.GivenUp;
import imece.gateway.job.Job;
import imece.gateway.job.LedgerEntry;
import imece.gateway.job.rows.Jobs;
import imece.gateway.job.rows.Ledger;
import imece.gateway.job.rows.Ledger.Blamed;
import imece.gateway.job.view.JobLog;
import imece.gateway.workers.Farm;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes back what a lost run has cost when its worker is heard again: only its connection was gone. A heartbeat raises the
 * question, the broker answers it: the control queue of a process that has ended never comes back.
 */
@Component
class Forgiving {

    private static final Logger log = LoggerFactory.getLogger(Forgiving.class);

    private final Ledger ledger;
    private final Jobs jobs;
    private final Farm farm;
    private final WorkerProbe probe;
    private final Deciding deciding;
    private final Clock clock;

    Forgiving(Ledger ledger, Jobs jobs, Farm farm, WorkerProbe probe, Deciding deciding, Clock clock) {
        this.ledger = ledger;
        this.jobs = jobs;
        this.farm = farm;
        this.probe = probe;
        this.deciding = deciding;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1_000)
    void look() {
        try {
            Map<UUID, Boolean> back = new HashMap<>();
            for (Blamed lost : ledger.blamed()) {
                if (back.computeIfAbsent(lost.instance(), instance -> isBack(lost))) {
                    forgive(lost);
                }
            }
        } catch (DataAccessException | TransactionException e) {
            log.debug("Nothing is forgiven now: {}", e.getMessage());
        }
    }

    private boolean isBack(Blamed lost) {
        return farm.worker(lost.instance())
                        .filter(heard -> heard.live(clock.instant()))
                        .isPresent()
                && probe.ask(lost.worker(), lost.instance()) == Answer.CONNECTED;
    }

    private void forgive(Blamed lost) {
        for (Job job : jobs.all(List.of(lost.job()))) {
            if (job.status().terminal()) {
                ledger.write(List.of(new LedgerEntry.Forgiven(lost.run())), clock.instant());
            } else {
                deciding.onRow(
                        job.id(),
                        job.counters().rev(),
                        row -> ledger.blames(lost.run())
                                ? GivenUp.forgiven(row, lost.run(), lost.blame(), lost.worker())
                                : new Decision.Ignored(Decision.Why.DUPLICATE, false));
            }
            JobLog.about(log.atInfo(), job).log("{} is back: that its run was lost costs nothing.", lost.worker());
        }
    }
}
