package imece.gateway.job.rows;

import imece.contract.DispatchSecret;
import imece.gateway.job.GuardedTransitions;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.JobWriter.DispatchPass;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/**
 * The writing statements of a dispatch pass, on the connection that holds the lane's lock. What they make of one job is said once
 * more in {@link GuardedTransitions}, and a test holds the one against the other.
 */
@Repository
class DispatchStatements {

    /**
     * Fills the window of one lane by its policy, first in, first out: one statement, whatever the number. Chosen by ticket,
     * locked by id, as everybody locks jobs: else a cancel of several and a pass could wait for each other. Each dispatch gets a
     * secret of 244 random bits, of which the row keeps the hash. The first three columns are there even if nothing was dispatched.
     */
    private static final String NEXT = """
        with handed as (
            select count(*) as n from jobs where lane = ? and status = 'dispatched'
        ), first as (
            select id, ticket from jobs
            where lane = ? and status = 'queued' and failures < ?
              and (not_before is null or not_before <= now() or not_before > now() + make_interval(secs => ?))
            order by ticket limit (select greatest(0, ? - n) + 1 from handed)
        ), chosen as (
            select id from first order by ticket limit (select greatest(0, ? - n) from handed)
        ), next as (
            select id, ticket from jobs where id = any(array(select id from chosen)) order by id for update
        ), numbered as (
            select job, nextval('dispatch_numbers') as no, gen_random_uuid()::text || gen_random_uuid()::text as secret
            from (select id as job from next order by ticket) in_order
        ), done as (
            update jobs set status = 'dispatched', epoch = epoch + 1, rev = rev + 1, not_before = null,
                            dispatch_no = numbered.no, dispatched_at = now(),
                            secret_sha256 = encode(sha256(convert_to(numbered.secret, 'UTF8')), 'hex'), secret_epoch = epoch + 1
            from numbered where jobs.id = numbered.job and jobs.status = 'queued'
            returning numbered.secret, %s
        )
        select handed.n as handed_before, (select count(*) from chosen) as chosen,
               (select count(*) from first) > (select count(*) from chosen) as more, done.*
        from handed left join done on true
        order by dispatch_no""".formatted(JobRows.COLUMNS);

    /** Not again at once: a queue that is missing is missing for a while. */
    private static final String TAKE_BACK = """
            update jobs set status = 'queued', epoch = epoch + 1, rev = rev + 1, dispatch_no = null, dispatched_at = null,
                            not_before = now() + interval '1 second'
            where id in (select id from jobs where id = any(?) order by id for update) and status = 'dispatched'""";

    private final Jobs jobs;

    DispatchStatements(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Moves the next jobs to dispatched. */
    DispatchPass dispatchNext(Connection connection, String lane, int window) throws SQLException {
        List<Job> next = new ArrayList<>();
        Map<UUID, DispatchSecret> secrets = new HashMap<>();
        int chosen = 0;
        int handedBefore = 0;
        boolean more = false;
        try (PreparedStatement statement = connection.prepareStatement(NEXT)) {
            statement.setString(1, lane);
            statement.setString(2, lane);
            statement.setInt(3, Transitions.MAX_FAILURES);
            statement.setDouble(4, (double) Transitions.BELIEVED_BACK_OFF.toSeconds());
            statement.setInt(5, window);
            statement.setInt(6, window);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    chosen = rows.getInt("chosen");
                    handedBefore = rows.getInt("handed_before");
                    more = rows.getBoolean("more");
                    if (rows.getObject("id") != null) {
                        Job job = jobs.read(rows);
                        next.add(job);
                        secrets.put(job.id(), new DispatchSecret(rows.getString("secret")));
                    }
                }
            }
        }
        return new DispatchPass(next, secrets, chosen, handedBefore, more);
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
