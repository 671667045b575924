package imece.gateway.job.rows;

import imece.contract.Failure;
import imece.contract.RenderSpec;
import imece.contract.SlotId;
import imece.contract.StatusEvent.Picture;
import imece.gateway.job.Job;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.JobColumns;
import imece.gateway.job.JobState.RunProgress;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** How a job is written as a row. Each change of an existing row carries its guard. */
@Repository
class JobStatements {

    private static final String INSERT = """
            insert into jobs (id, owner, conversation_id, message_id, ordinal, lane, ticket, prompt, spec, work, traceparent,
                              turn, turn_class, turn_weight, turn_account, estimate, status, created_at)
            values (:id, :owner, :conversation, :message, :ordinal, :lane, :ticket, :prompt, cast(:spec as jsonb), :work,
                    :traceparent, :turn, :turnClass, :turnWeight, :turnAccount, :estimate, 'queued', :created)""";

    /** The guard is the version that the decision was made on: every other change since then raised it. */
    private static final String UPDATE = """
        update jobs set status = :status, epoch = :epoch, rev = :rev, attempt = :attempt, failures = :failures,
            suspicions = :suspicions, refusals = :refusals, note = :note, not_before = :notBefore, avoid_worker = :avoidWorker, avoid_gpu = :avoidGpu,
            dispatch_no = case when :status = 'queued' then null else dispatch_no end, run_id = :run, delivery = :delivery,
            worker = :worker, instance = :instance, gpu = :gpu, gpu_name = :gpuName, engine = :engine, silent = :silent,
            seq = :seq, phase = :phase, progress = :progress, step = :step, sha256 = :sha256, bytes = :bytes,
            width = :width, height = :height, used = cast(:used as jsonb), error_code = :errorCode, error_message = :errorMessage,
            error_retryable = :errorRetryable, started_at = :started, finished_at = :finished
        where id = :id and rev = :before""";

    private final NamedParameterJdbcOperations sql;
    private final JsonMapper json;

    JobStatements(NamedParameterJdbcOperations sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** Adds new jobs to the line; all of them must be {@link JobState.Queued}. */
    void insert(List<Job> jobs) {
        sql.batchUpdate(INSERT, jobs.stream().map(this::inserted).toArray(SqlParameterSource[]::new));
    }

    /**
     * Stores changes, each only if nobody changed its row since it was read.
     *
     * @return how many rows changed, per job: 0 is a normal answer
     */
    int[] updateIfUnchanged(List<Job.JobChange> changed) {
        return sql.batchUpdate(UPDATE, changed.stream().map(this::updated).toArray(SqlParameterSource[]::new));
    }

    private SqlParameterSource inserted(Job job) {
        RenderSpec spec = job.spec();
        return new MapSqlParameterSource()
                .addValue("id", job.id())
                .addValue("owner", job.origin().owner())
                .addValue("conversation", job.origin().conversationId(), Types.OTHER)
                .addValue("message", job.origin().messageId(), Types.OTHER)
                .addValue("ordinal", job.origin().ordinal())
                .addValue("lane", job.lane())
                .addValue("ticket", job.ticket())
                .addValue("prompt", spec.prompt())
                .addValue("spec", json.writeValueAsString(spec))
                .addValue("work", (long) spec.width() * spec.height() * spec.steps())
                .addValue("traceparent", job.traceparent())
                .addValue("turn", job.turn().turn())
                .addValue("turnClass", job.turn().turnClass().word())
                .addValue("turnWeight", job.turn().weight().thousandths())
                .addValue("turnAccount", job.turn().account(), Types.OTHER)
                .addValue("estimate", job.turn().estimate())
                .addValue("created", time(job.origin().createdAt()));
    }

    private SqlParameterSource updated(Job.JobChange change) {
        Job job = change.after();
        MapSqlParameterSource values = new MapSqlParameterSource()
                .addValue("before", change.before().counters().version())
                .addValue("id", job.id())
                .addValue("status", job.status().word())
                .addValue("epoch", job.counters().epoch())
                .addValue("rev", job.counters().version())
                .addValue("attempt", job.counters().attempt())
                .addValue("failures", job.counters().failures())
                .addValue("suspicions", job.counters().sharedLosses())
                .addValue("refusals", job.counters().refusals())
                .addValue("note", job.note());
        JobColumns columns = JobColumns.of(job.state());
        CurrentRun run = job.run();
        RunProgress progress = columns.progress();
        Picture picture = columns.picture();
        Failure failure = columns.failure();
        SlotId avoid = columns.avoid();
        values.addValue("avoidWorker", avoid == null ? null : avoid.worker())
                .addValue("avoidGpu", avoid == null ? null : avoid.gpu());
        return values.addValue("notBefore", time(columns.notBefore()))
                .addValue("run", run == null ? null : run.runId(), Types.OTHER)
                .addValue("delivery", run == null ? null : run.delivery(), Types.INTEGER)
                .addValue("worker", run == null ? null : run.slot().worker())
                .addValue("instance", run == null ? null : run.slot().instance(), Types.OTHER)
                .addValue("gpu", run == null ? null : run.slot().gpu())
                .addValue("gpuName", run == null ? null : run.slot().gpuName())
                .addValue("engine", run == null ? null : run.slot().engine())
                .addValue("silent", columns.silent())
                .addValue("seq", progress == null ? 0 : progress.seq())
                .addValue("phase", progress == null ? null : progress.phase().word())
                .addValue("progress", progress == null ? 0 : progress.percent())
                .addValue("step", progress == null ? 0 : progress.step())
                .addValue("sha256", picture == null ? null : picture.sha256())
                .addValue("bytes", picture == null ? null : picture.bytes(), Types.BIGINT)
                .addValue("width", picture == null ? null : picture.width(), Types.INTEGER)
                .addValue("height", picture == null ? null : picture.height(), Types.INTEGER)
                .addValue("used", columns.used() == null ? null : json.writeValueAsString(columns.used()))
                .addValue("errorCode", failure == null ? null : failure.code())
                .addValue("errorMessage", failure == null ? null : failure.message())
                .addValue("errorRetryable", failure == null ? null : failure.retryable(), Types.BOOLEAN)
                .addValue("started", time(columns.started()))
                .addValue("finished", time(columns.finished()));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
