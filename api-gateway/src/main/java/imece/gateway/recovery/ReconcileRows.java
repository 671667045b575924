package imece.gateway.recovery;

import imece.gateway.job.Job;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.Jobs;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the rows say about jobs that may be lost. */
@Repository
class ReconcileRows {

    private final JdbcClient sql;
    private final Jobs jobs;

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
        return jobs.all(sql.sql("select id from jobs where status = 'processing'")
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
    }

    /** Jobs held back after one loss too many, whose time is over. */
    List<Job> onProbation() {
        return jobs.all(sql.sql("""
            select id from jobs
            where status = 'queued' and failures > 0 and failures >= :most
              and (not_before is null or not_before <= now() or not_before > now() + make_interval(secs => :believed))""")
                .param("most", Transitions.MAX_FAILURES)
                .param("believed", Transitions.BELIEVED_BACK_OFF.toSeconds())
                .query((row, number) -> row.getObject("id", UUID.class))
                .list());
    }

    List<Job> jobs(List<UUID> ids) {
        return jobs.all(ids);
    }
}
