package imece.gateway.job.rows;

import imece.gateway.job.Decision.RunChange;
import imece.gateway.job.LossCharge;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Repository;

/** The list of runs: one row per accepted start. Only {@link JobWriter} has it written. */
@Repository
public class Runs {

    private static final String BEGAN = """
        insert into runs (run_id, job_id, epoch, delivery, attempt, worker, instance, gpu, gpu_name, engine, started_at)
        values (:run, :job, :epoch, :delivery, :attempt, :worker, :instance, :gpu, :gpuName, :engine, :at)
        on conflict (run_id) do nothing""";

    private static final String ENDED = """
        update runs set ended_at = :at, outcome = :outcome, reason = :reason, render_millis = :millis,
            load_millis = :loadMillis, gpu_millis = :gpuMillis, blame = :blame
        where run_id = :run and ended_at is null""";

    /** A neighbour that was just cancelled or superseded may still have been at work when the process died. */
    private static final String LOST_WITH_OTHERS = """
        select exists (
            select 1 from runs mine join runs other on other.instance = mine.instance and other.job_id <> mine.job_id
            where mine.run_id = :run
              and (other.ended_at is null
                   or (other.ended_at >= mine.started_at
                       and (other.blame is not null
                            or (other.outcome in ('cancelled', 'superseded')
                                and other.ended_at > now() - interval '15 seconds')))))""";

    private static final String REFUNDED = """
        update runs set blame = null, reason = coalesce(reason, '') || ', and came back'
        where run_id = :run and blame is not null""";

    private final NamedParameterJdbcOperations sql;

    Runs(NamedParameterJdbcOperations sql) {
        this.sql = sql;
    }

    /** Writes down what decisions made at one moment say about runs. */
    void write(List<RunChange> entries, Instant at) {
        OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
        SqlParameterSource[] began = entries.stream()
                .filter(RunChange.Began.class::isInstance)
                .map(entry -> began((RunChange.Began) entry, time))
                .toArray(SqlParameterSource[]::new);
        SqlParameterSource[] ended = entries.stream()
                .filter(RunChange.Ended.class::isInstance)
                .map(entry -> ended((RunChange.Ended) entry, time))
                .toArray(SqlParameterSource[]::new);
        SqlParameterSource[] refunded = entries.stream()
                .filter(RunChange.Refunded.class::isInstance)
                .map(entry -> new MapSqlParameterSource("run", ((RunChange.Refunded) entry).runId()))
                .toArray(SqlParameterSource[]::new);
        if (began.length > 0) {
            sql.batchUpdate(BEGAN, began);
        }
        if (ended.length > 0) {
            sql.batchUpdate(ENDED, ended);
        }
        if (refunded.length > 0) {
            sql.batchUpdate(REFUNDED, refunded);
        }
    }

    /** The attempts of one job, first to last. */
    public List<AttemptView> attempts(UUID job) {
        return sql.query(
                "select * from runs where job_id = :job order by attempt, started_at",
                new MapSqlParameterSource("job", job),
                (row, number) -> new AttemptView(
                        row.getInt("attempt"),
                        row.getString("worker"),
                        row.getString("gpu"),
                        row.getString("engine"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        instant(row.getObject("ended_at", OffsetDateTime.class)),
                        row.getString("outcome"),
                        row.getString("reason")));
    }

    /** Whether other jobs' runs have ended, or are ending, with the process of this run. */
    public boolean lostWithOthers(UUID run) {
        return sql.query(LOST_WITH_OTHERS, new MapSqlParameterSource("run", run), (row, number) -> row.getBoolean(1))
                .contains(true);
    }

    /** A run whose loss its job has paid for. */
    public record ChargedRun(UUID run, UUID job, String worker, UUID instance, LossCharge charge) {}

    /** What may still be refunded: losses of the last hour. */
    public List<ChargedRun> charged() {
        return sql.query(
                """
                select run_id, job_id, worker, instance, blame from runs
                where blame is not null and ended_at > now() - interval '1 hour'""",
                (row, number) -> new ChargedRun(
                        row.getObject("run_id", UUID.class),
                        row.getObject("job_id", UUID.class),
                        row.getString("worker"),
                        row.getObject("instance", UUID.class),
                        LossCharge.of(row.getString("blame"))));
    }

    /** Whether this run's loss is still charged: another gateway may have refunded it meanwhile. */
    public boolean isCharged(UUID run) {
        return sql.query(
                        "select blame is not null from runs where run_id = :run",
                        new MapSqlParameterSource("run", run),
                        (row, number) -> row.getBoolean(1))
                .contains(true);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /**
     * One run, for people.
     *
     * @param engine kind of engine that made it, such as {@code comfyui}
     * @param outcome completed, failed, released, cancelled, superseded, lost; null while it runs
     */
    public record AttemptView(
            int attempt,
            String worker,
            String gpu,
            String engine,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String outcome,
            @Nullable String reason) {}

    private static SqlParameterSource began(RunChange.Began entry, OffsetDateTime at) {
        return new MapSqlParameterSource()
                .addValue("run", entry.run().runId())
                .addValue("job", entry.run().jobId())
                .addValue("epoch", entry.run().epoch())
                .addValue("delivery", entry.run().delivery())
                .addValue("attempt", entry.attempt())
                .addValue("worker", entry.slot().worker())
                .addValue("instance", entry.slot().instance())
                .addValue("gpu", entry.slot().gpu())
                .addValue("gpuName", entry.slot().gpuName())
                .addValue("engine", entry.slot().engine())
                .addValue("at", at);
    }

    private static SqlParameterSource ended(RunChange.Ended entry, OffsetDateTime at) {
        return new MapSqlParameterSource()
                .addValue("run", entry.runId())
                .addValue("at", at)
                .addValue("outcome", entry.outcome().word())
                .addValue("reason", entry.reason())
                .addValue(
                        "blame",
                        entry.charge() == LossCharge.NONE
                                ? null
                                : entry.charge().word())
                .addValue("millis", entry.time().renderMillis(), Types.BIGINT)
                .addValue("loadMillis", entry.time().loadMillis(), Types.BIGINT)
                .addValue("gpuMillis", entry.time().gpuMillis(), Types.BIGINT);
    }
}
