package imece.gateway.dispatch;

import imece.gateway.job.Job;
import imece.gateway.job.JobStatus;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.Jobs;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The statements of a dispatch pass. */
@Repository
class DispatchRows {

    /**
     * Fills the window of one lane by its policy, first in, first out: one statement, whatever the number. Chosen by ticket,
     * locked by id, as everybody locks jobs: else a cancel of several and a pass could wait for each other. Its first three
     * columns are there even if nothing was dispatched.
     */
    private static final String NEXT = """
        with handed as (
            select count(*) as n from jobs where lane = ? and status = 'dispatched'
        ), first as (
            select id, ticket from jobs
            where lane = ? and status = 'queued' and (not_before is null or not_before <= now()) and failures < ?
            order by ticket limit (select greatest(0, ? - n) + 1 from handed)
        ), chosen as (
            select id from first order by ticket limit (select greatest(0, ? - n) from handed)
        ), next as (
            select id, ticket from jobs where id = any(array(select id from chosen)) order by id for update
        ), numbered as (
            select job, nextval('dispatches') as no from (select id as job from next order by ticket) in_order
        ), done as (
            update jobs set status = 'dispatched', epoch = epoch + 1, rev = rev + 1, not_before = null,
                            dispatch_no = numbered.no, dispatched_at = now()
            from numbered where jobs.id = numbered.job and jobs.status = 'queued'
            returning %s
        )
        select handed.n as handed_before, (select count(*) from chosen) as chosen,
               (select count(*) from first) > (select count(*) from chosen) as more, done.*
        from handed left join done on true
        order by dispatch_no""".formatted(Jobs.COLUMNS);

    /** Jumps from lane to lane along the index: as many steps as there are lanes, however many jobs wait in them. */
    private static final String LANES_WITH_WORK = """
            with recursive lanes as (
                (select lane from jobs where status = 'queued' order by lane limit 1)
                union all
                select (select j.lane from jobs j where j.status = 'queued' and j.lane > lanes.lane order by j.lane limit 1)
                from lanes where lanes.lane is not null
            )
            select lane from lanes where exists (
                select 1 from jobs j
                where j.lane = lanes.lane and j.status = 'queued' and (j.not_before is null or j.not_before <= now())
                  and j.failures < :most)""";

    /** Lanes that have jobs with the broker, the one that waits longest first. */
    private static final String HANDED = """
            select lane, extract(epoch from now() - min(dispatched_at)) * 1000 as waits from jobs
            where status = 'dispatched' group by lane order by min(dispatch_no)""";

    /** Not again at once: a queue that is missing is missing for a while. */
    private static final String TAKE_BACK = """
            update jobs set status = 'queued', epoch = epoch + 1, rev = rev + 1, dispatch_no = null, dispatched_at = null,
                            not_before = now() + interval '1 second'
            where id in (select id from jobs where id = any(?) order by id for update) and status = 'dispatched'""";

    private final JdbcClient sql;
    private final Jobs jobs;

    DispatchRows(JdbcClient sql, Jobs jobs) {
        this.sql = sql;
        this.jobs = jobs;
    }

    /** Lanes in which a job may be dispatched now; one with no failure left is on trial and goes nowhere. */
    List<String> lanesWithWork() {
        return sql.sql(LANES_WITH_WORK)
                .param("most", Transitions.MAX_FAILURES)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Lanes that have jobs with the broker, the one that waits longest first. */
    List<Windows.Handed> handed() {
        return sql.sql(HANDED)
                .query((row, number) ->
                        new Windows.Handed(row.getString("lane"), Duration.ofMillis(row.getLong("waits"))))
                .list();
    }

    /**
     * What a pass came to.
     *
     * @param jobs what was dispatched, in this order
     * @param chosen how many were to be; the others were cancelled in that moment
     * @param handedBefore how many jobs of the lane were with the broker before them
     * @param more whether others could go, if there were room
     */
    record Dispatched(List<Job> jobs, int chosen, int handedBefore, boolean more) {
        Dispatched {
            jobs = List.copyOf(jobs);
        }
    }

    /** Moves the next jobs to dispatched. */
    Dispatched dispatchNext(Connection connection, String lane, int window) throws SQLException {
        List<Job> next = new ArrayList<>();
        int chosen = 0;
        int handedBefore = 0;
        boolean more = false;
        try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
            statement.setString(1, lane);
            statement.setString(2, lane);
            statement.setInt(3, Transitions.MAX_FAILURES);
            statement.setInt(4, window);
            statement.setInt(5, window);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    chosen = rows.getInt("chosen");
                    handedBefore = rows.getInt("handed_before");
                    more = rows.getBoolean("more");
                    if (rows.getObject("id") != null) {
                        next.add(jobs.read(rows));
                    }
                }
            }
        }
        return new Dispatched(next, chosen, handedBefore, more);
    }

    /** Back to the line at their old places: their messages are certainly in no queue. */
    List<Job> takeBack(Connection connection, List<Job> refused) throws SQLException {
        UUID[] ids = refused.stream().map(Job::id).toArray(UUID[]::new);
        Array array = connection.createArrayOf("uuid", ids);
        try (PreparedStatement statement = connection.prepareStatement(TAKE_BACK)) {
            statement.setArray(1, array);
            statement.executeUpdate();
        } finally {
            array.free();
        }
        return jobs.all(List.of(ids)).stream()
                .filter(job -> job.status() == JobStatus.QUEUED)
                .toList();
    }
}
