package imece.gateway.recovery;

import imece.gateway.job.Job;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.Jobs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows say about jobs that may be lost. */
@Repository
class ReconcileRows {

    private static final Logger log = LoggerFactory.getLogger(ReconcileRows.class);

    private final JdbcClient sql;
    private final Jobs jobs;
    private final Set<UUID> told = ConcurrentHashMap.newKeySet();

    ReconcileRows(JdbcClient sql, Jobs jobs) {
        this.sql = sql;
        this.jobs = jobs;
    }

    /** A dispatched job, and whether one that was dispatched after it on the same lane has started. */
    record Overtaken(UUID id, boolean overtaken) {}

    /** Jobs that have been with the broker for a while without a start; or for who knows how long, by a clock put back since. */
    List<Overtaken> longDispatched() {
        return sql.sql("""
                        select d.id, exists (select 1 from jobs later where later.lane = d.lane
                                             and later.dispatch_no > d.dispatch_no and later.started_at is not null) as overtaken
                        from jobs d
                        where d.status = 'dispatched'
                          and (d.dispatched_at < now() - interval '4 seconds' or d.dispatched_at > now())""")
                .query((row, number) -> new Overtaken(row.getObject("id", UUID.class), row.getBoolean("overtaken")))
                .list();
    }

    /** All jobs that run. */
    List<Job> processing() {
        return jobs(sql.sql("select id from jobs where status = 'processing'")
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
    }

    /** Jobs held back after one loss too many, whose time is over. */
    List<Job> onProbation() {
        return jobs(sql.sql("""
            select id from jobs
            where status = 'queued' and failures > 0 and failures >= :most
              and (not_before is null or not_before <= now() or not_before > now() + make_interval(secs => :believed))""")
                .param("most", Transitions.MAX_FAILURES)
                .param("believed", Transitions.BELIEVED_BACK_OFF.toSeconds())
                .query((row, number) -> row.getObject("id", UUID.class))
                .list());
    }

    /** Those of these jobs that can be read: a row that only a newer gateway understands must not keep the others lost. */
    List<Job> jobs(List<UUID> ids) {
        try {
            return jobs.all(ids);
        } catch (DataAccessException away) {
            throw away;
        } catch (RuntimeException unreadable) {
            return ids.stream().flatMap(id -> read(id).stream()).toList();
        }
    }

    private Optional<Job> read(UUID id) {
        try {
            return jobs.all(List.of(id)).stream().findFirst();
        } catch (DataAccessException away) {
            throw away;
        } catch (RuntimeException unreadable) {
            log.atLevel(told.add(id) ? Level.ERROR : Level.DEBUG)
                    .setCause(unreadable)
                    .log("The row of job {} cannot be read. If the job is lost, nobody takes it back.", id);
            return Optional.empty();
        }
    }
}
