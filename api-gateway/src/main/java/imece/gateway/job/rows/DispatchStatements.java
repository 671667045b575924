package imece.gateway.job.rows;

import imece.contract.DispatchSecret;
import imece.contract.LaneName;
import imece.gateway.job.GuardedTransitions;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.Transitions;
import imece.gateway.job.rows.DispatchOrder.SlottedJob;
import imece.gateway.job.rows.JobWriter.DispatchPass;
import imece.gateway.turn.TurnPass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The writing statements of a dispatch pass, inside its transaction. What they make of one job is said once more in
 * {@link GuardedTransitions}, and a test holds the one against the other.
 */
@Repository
class DispatchStatements {

    /** A new dispatcher raises the term, and waits for whoever holds it so. */
    private static final String LEADS = "select term from dispatch_leadership where term = :term for share";

    /**
     * Locked by id, as everybody locks jobs, else a cancel of several and a pass could wait for each other; numbered in the plan's
     * order. Each dispatch gets a secret of 244 random bits, of which the row keeps the hash.
     */
    private static final String DISPATCH = """
        with wanted as (
            select * from unnest(:ids::uuid[], :workers::text[], :gpus::text[]) with ordinality as wanted (job, to_worker, to_gpu, place)
        ), locked as (
            select id from jobs where id = any(:ids::uuid[]) order by id for update
        ), numbered as (
            select job, to_worker, to_gpu, nextval('dispatch_numbers') as no,
                   gen_random_uuid()::text || gen_random_uuid()::text as secret
            from (select wanted.* from wanted join locked on locked.id = wanted.job order by place) in_order
        )
        update jobs set status = 'dispatched', epoch = epoch + 1, rev = rev + 1, not_before = null,
                        dispatch_no = numbered.no, dispatched_at = now(), dispatch_term = :term,
                        assigned_worker = numbered.to_worker, assigned_gpu = numbered.to_gpu,
                        secret_sha256 = encode(sha256(convert_to(numbered.secret, 'UTF8')), 'hex'), secret_epoch = epoch + 1
        from numbered
        where jobs.id = numbered.job and jobs.status = 'queued' and jobs.failures < :most
          and (not_before is null or not_before <= now() or not_before > now() + make_interval(secs => :believed))
        returning numbered.secret, %s""".formatted(JobRows.COLUMNS);

    private static final String RAISE = """
            insert into lane_clocks (lane, clock) values (:lane, :clock)
            on conflict (lane) do update set clock = greatest(lane_clocks.clock, excluded.clock)""";

    private static final String PASS = """
            insert into turn_passes (lanes, pinned, turn, ticket, last_ticket, work)
            values (:lanes, :pinned, :turn, :ticket, :last, :work)""";

    /** Not again at once: a queue that is missing is missing for a while. What another dispatcher did since stays. */
    private static final String TAKE_BACK = """
            update jobs set status = 'queued', epoch = epoch + 1, rev = rev + 1, dispatch_no = null, dispatched_at = null,
                            not_before = now() + interval '1 second'
            where id in (select id from jobs where id = any(:ids::uuid[]) order by id for update)
              and status = 'dispatched' and dispatch_term = :term""";

    private final Jobs jobs;
    private final JdbcClient sql;
    private final NamedParameterJdbcTemplate batches;

    DispatchStatements(Jobs jobs, JdbcClient sql, NamedParameterJdbcTemplate batches) {
        this.jobs = jobs;
        this.sql = sql;
        this.batches = batches;
    }

    /** Whether this term is that of the dispatcher; it stays so until the transaction ends. */
    boolean leads(long term) {
        return sql.sql(LEADS).param("term", term).query(Long.class).optional().isPresent();
    }

    /** Moves those of the jobs that still wait to dispatched. */
    DispatchPass dispatch(DispatchOrder order) {
        List<Job> dispatched = new ArrayList<>();
        Map<UUID, DispatchSecret> secrets = new HashMap<>();
        if (!order.jobs().isEmpty()) {
            sql.sql(DISPATCH)
                    .param("ids", order.jobs().stream().map(SlottedJob::job).toArray(UUID[]::new))
                    .param(
                            "workers",
                            order.jobs().stream()
                                    .map(each -> each.slot().worker())
                                    .toArray(String[]::new))
                    .param(
                            "gpus",
                            order.jobs().stream().map(each -> each.slot().gpu()).toArray(String[]::new))
                    .param("term", order.term())
                    .param("most", Transitions.MAX_FAILURES)
                    .param("believed", Transitions.BELIEVED_BACK_OFF.toSeconds())
                    .query(row -> {
                        Job job = jobs.read(row);
                        dispatched.add(job);
                        secrets.put(job.id(), new DispatchSecret(row.getString("secret")));
                    });
        }
        dispatched.sort(Comparator.comparingLong(DispatchStatements::number));
        return new DispatchPass(true, dispatched, secrets);
    }

    private static long number(Job job) {
        return job.state() instanceof JobState.Dispatched dispatched ? dispatched.dispatchNo() : 0;
    }

    /** Moves clocks on. */
    void raise(Map<LaneName, Long> clocks) {
        if (!clocks.isEmpty()) {
            int[] unused = batches.batchUpdate(
                    RAISE,
                    clocks.entrySet().stream()
                            .map(entry -> new MapSqlParameterSource()
                                    .addValue("lane", entry.getKey().text())
                                    .addValue("clock", entry.getValue()))
                            .sorted(Comparator.comparing(row -> String.valueOf(row.getValue("lane"))))
                            .toArray(MapSqlParameterSource[]::new));
        }
    }

    /** Keeps who went before whom. */
    void keep(List<TurnPass> passes) {
        if (!passes.isEmpty()) {
            int[] unused = batches.batchUpdate(
                    PASS,
                    passes.stream()
                            .map(pass -> new MapSqlParameterSource()
                                    .addValue(
                                            "lanes",
                                            pass.lanes().stream()
                                                    .map(LaneName::text)
                                                    .toArray(String[]::new))
                                    .addValue("pinned", pass.order().pinned())
                                    .addValue("turn", pass.order().turn())
                                    .addValue("ticket", pass.order().ticket())
                                    .addValue("last", pass.lastTicket())
                                    .addValue("work", pass.work()))
                            .toArray(MapSqlParameterSource[]::new));
        }
    }

    /** Back to the line at their old places: their messages are certainly in no queue. */
    List<Job> takeBack(long term, List<Job> refused) {
        List<UUID> ids = refused.stream().map(Job::id).toList();
        sql.sql(TAKE_BACK)
                .param("ids", ids.toArray(UUID[]::new))
                .param("term", term)
                .update();
        return jobs.all(ids).stream()
                .filter(job -> job.status() == JobStatus.QUEUED)
                .toList();
    }
}
