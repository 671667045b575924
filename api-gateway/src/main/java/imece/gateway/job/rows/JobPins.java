package imece.gateway.job.rows;

import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Moves single jobs to the front of the line, and back to where their turns are. Neither turns nor clocks change by it, so nobody
 * pays for it but with waiting.
 */
@Component
public class JobPins {

    private static final Logger log = LoggerFactory.getLogger(JobPins.class);

    /** One that is with the broker keeps its pin for when it comes back from there. */
    private static final String PIN_IF_WAITING = """
            update jobs set pinned = :pinned, rev = rev + 1
            where id = :id and status = any(:waiting) and pinned <> :pinned
            returning\s""" + JobRows.COLUMNS;

    private final TransactionOperations transactions;
    private final JdbcClient sql;
    private final CommitAnnouncer announcer;
    private final JobRows rows;

    JobPins(TransactionOperations transactions, JdbcClient sql, CommitAnnouncer announcer, JsonMapper json) {
        this.transactions = transactions;
        this.sql = sql;
        this.announcer = announcer;
        this.rows = new JobRows(json);
    }

    /**
     * Moves a job that waits to the front, or back, and tells everybody.
     *
     * @param beside is done in the transaction, with the job as it now stands; not if nothing changes
     * @return the job as it now stands; empty if it stood there already, does not wait, or is not there
     */
    public Optional<Job> pinIfWaiting(UUID id, boolean pinned, Consumer<Job> beside) {
        Optional<Job> moved = transactions.execute(tx -> {
            Optional<Job> changed = sql.sql(PIN_IF_WAITING)
                    .param("id", id)
                    .param("pinned", pinned)
                    .param(
                            "waiting",
                            JobStatus.WAITING.stream().map(JobStatus::word).toArray(String[]::new))
                    .query(rows)
                    .optional();
            changed.ifPresent(beside);
            return changed;
        });
        moved.ifPresent(job -> {
            JobLog.about(log.atInfo(), job)
                    .log("is moved {} by an operator", pinned ? "to the front" : "back to its turn");
            announcer.changed(List.of(), List.of(job));
        });
        return moved;
    }
}
