package imece.gateway.job.rows;

import imece.contract.Failure;
import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.contract.SlotAddress;
import imece.contract.SlotId;
import imece.contract.StatusEvent.Picture;
import imece.contract.UsedValues;
import imece.gateway.job.Job;
import imece.gateway.job.Job.Origin;
import imece.gateway.job.JobState;
import imece.gateway.job.JobState.CurrentRun;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.JobState.RunProgress;
import imece.gateway.turn.JobTurn;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads a row of {@code jobs} as a {@link Job}. */
final class JobRows implements RowMapper<Job> {

    static final String COLUMNS = """
        id, owner, conversation_id, message_id, ordinal, lane, ticket, turn, pinned, turn_class, turn_weight, turn_account, estimate, spec, traceparent, status, epoch, rev, attempt,
        failures, suspicions, refusals, note, not_before, avoid_worker, avoid_gpu, dispatch_no, run_id, delivery, worker, instance, gpu, gpu_name, engine, silent, seq,
        phase, progress, step, sha256, bytes, width, height, used, error_code, error_message, error_retryable, created_at,
        started_at, finished_at, picture_removed_at, picture_deleted_at""";

    private final JsonMapper json;

    JobRows(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Job mapRow(ResultSet row, int number) throws SQLException {
        return new Job(
                uuid(row, "id"),
                new Origin(
                        uuid(row, "owner"),
                        row.getObject("conversation_id", UUID.class),
                        row.getObject("message_id", UUID.class),
                        row.getInt("ordinal"),
                        present(instant(row, "created_at"), "created_at")),
                text(row, "lane"),
                row.getLong("ticket"),
                turn(row),
                json.readValue(text(row, "spec"), RenderSpec.class),
                row.getString("traceparent"),
                new Job.Counters(
                        row.getLong("epoch"),
                        row.getLong("rev"),
                        row.getInt("attempt"),
                        row.getInt("failures"),
                        row.getInt("suspicions"),
                        row.getInt("refusals")),
                row.getString("note"),
                state(row));
    }

    private static JobTurn turn(ResultSet row) throws SQLException {
        return new JobTurn(
                row.getObject("turn_account", UUID.class),
                new ShareWeight(row.getInt("turn_weight")),
                TurnClass.of(text(row, "turn_class")),
                row.getLong("estimate"),
                row.getLong("turn"),
                row.getBoolean("pinned"));
    }

    private JobState state(ResultSet row) throws SQLException {
        Instant started = instant(row, "started_at");
        return switch (JobStatus.of(text(row, "status"))) {
            case QUEUED -> new JobState.Queued(instant(row, "not_before"), avoid(row));
            case DISPATCHED -> new JobState.Dispatched(row.getLong("dispatch_no"), avoid(row));
            case PROCESSING ->
                new JobState.Processing(
                        present(run(row), "run_id"),
                        progress(row),
                        present(started, "started_at"),
                        row.getBoolean("silent"));
            case COMPLETE ->
                new JobState.Complete(
                        present(run(row), "run_id"),
                        progress(row),
                        present(started, "started_at"),
                        finished(row),
                        new Picture(
                                text(row, "sha256"), row.getLong("bytes"), row.getInt("width"), row.getInt("height")),
                        removed(row),
                        used(row));
            case ERROR ->
                new JobState.Errored(
                        run(row),
                        started,
                        finished(row),
                        new Failure(
                                text(row, "error_code"),
                                text(row, "error_message"),
                                row.getBoolean("error_retryable")));
            case CANCELLED -> new JobState.Cancelled(run(row), started, finished(row));
        };
    }

    private @Nullable UsedValues used(ResultSet row) throws SQLException {
        String text = row.getString("used");
        return text == null ? null : json.readValue(text, UsedValues.class);
    }

    private static @Nullable SlotId avoid(ResultSet row) throws SQLException {
        String worker = row.getString("avoid_worker");
        return worker == null ? null : new SlotId(worker, text(row, "avoid_gpu"));
    }

    private static @Nullable CurrentRun run(ResultSet row) throws SQLException {
        UUID runId = row.getObject("run_id", UUID.class);
        return runId == null
                ? null
                : new CurrentRun(
                        runId,
                        row.getInt("delivery"),
                        new SlotAddress(
                                text(row, "worker"),
                                uuid(row, "instance"),
                                text(row, "gpu"),
                                text(row, "gpu_name"),
                                text(row, "engine")));
    }

    private static RunProgress progress(ResultSet row) throws SQLException {
        String phase = row.getString("phase");
        return new RunProgress(
                row.getLong("seq"),
                phase == null
                        ? Phase.WAITING_FOR_GPU
                        : Phase.valueOf(phase.replace('-', '_').toUpperCase(Locale.ROOT)),
                row.getInt("progress"),
                row.getInt("step"));
    }

    /** By the farm for its age or size, or by its owner: in both cases nobody gets it any more. */
    private static @Nullable Instant removed(ResultSet row) throws SQLException {
        Instant deleted = instant(row, "picture_deleted_at");
        return deleted == null ? instant(row, "picture_removed_at") : deleted;
    }

    private static Instant finished(ResultSet row) throws SQLException {
        return present(instant(row, "finished_at"), "finished_at");
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return present(row.getObject(column, UUID.class), column);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return present(row.getString(column), column);
    }

    private static <T> T present(@Nullable T value, String column) throws SQLException {
        if (value == null) {
            throw new SQLException("A job's row has no " + column + ", although its status asks for one.");
        }
        return value;
    }
}
