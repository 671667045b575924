package imece.gateway.job.rows;

import imece.contract.LiveEvent;
import imece.gateway.job.GuardedTransitions;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Changes of rows that nobody has read before: each is one statement that decides by its guard, and its rows are the answer. What
 * they make of a job is said once more in {@link GuardedTransitions}, and a test holds the one against the other.
 */
@Repository
class GuardedUpdates {

    private static final String CANCEL_IF = """
            update jobs set status = 'cancelled', epoch = epoch + 1, rev = rev + 1, finished_at = clock_timestamp(), not_before = null,
                avoid_worker = null, avoid_gpu = null, dispatch_no = null, silent = false, seq = 0, phase = null, progress = 0, step = 0
            where id in (select id from jobs where id = any(:ids) order by id for update)
              and (cast(:owner as uuid) is null or owner = :owner) and status = any(:statuses)
            returning\s""" + JobRows.COLUMNS;

    private static final String PROGRESS_IF_CURRENT = """
            update jobs set seq = :seq, phase = :phase, progress = :progress, step = :step, progress_at = now()
            where id = :job and run_id = :run and status = 'processing' and seq < :seq
              and (progress_at is null or progress_at <= now() - make_interval(secs => :between))""";

    private static final String REMOVED_IF_KEPT = """
            update jobs set picture_removed_at = clock_timestamp(), rev = rev + 1, note = :note
            where id in (select id from jobs where id = any(:ids) order by id for update)
              and status = 'complete' and picture_removed_at is null
            returning\s""" + JobRows.COLUMNS;

    private static final String GIVE_ALL = """
            update jobs set owner = :to, rev = rev + 1
            where id in (select id from jobs where owner = :from order by id for update) and owner = :from
            returning\s""" + JobRows.COLUMNS;

    private final NamedParameterJdbcOperations sql;
    private final JobRows rows;

    GuardedUpdates(NamedParameterJdbcOperations sql, JsonMapper json) {
        this.sql = sql;
        this.rows = new JobRows(json);
    }

    /** Cancels those of these jobs that are this visitor's, if one is named, and in one of these states. */
    List<Job> cancelIf(Collection<UUID> ids, @Nullable UUID owner, Collection<JobStatus> statuses) {
        return sql.query(
                CANCEL_IF,
                new MapSqlParameterSource()
                        .addValue("ids", ids.toArray(UUID[]::new))
                        .addValue("owner", owner, Types.OTHER)
                        .addValue(
                                "statuses",
                                statuses.stream().map(JobStatus::word).toArray(String[]::new)),
                rows);
    }

    /** Makes all jobs of one owner another's. */
    List<Job> giveAll(UUID from, UUID to) {
        return sql.query(
                GIVE_ALL, new MapSqlParameterSource().addValue("from", from).addValue("to", to), rows);
    }

    /** Writes progress of runs that count, at most once in this time for each. */
    void progress(List<LiveEvent.Progress> events, Duration between) {
        sql.batchUpdate(
                PROGRESS_IF_CURRENT,
                events.stream()
                        .map(event -> new MapSqlParameterSource()
                                .addValue("job", event.run().jobId())
                                .addValue("run", event.run().runId())
                                .addValue("seq", event.seq())
                                .addValue("phase", event.phase().word())
                                .addValue("progress", Math.clamp(event.progress(), 0, 100))
                                .addValue("step", event.step())
                                .addValue("between", between.toSeconds() - 1))
                        .toArray(SqlParameterSource[]::new));
    }

    /** Marks those of these jobs that still have their picture. */
    List<Job> markRemovedIfKept(Collection<UUID> ids) {
        return sql.query(
                REMOVED_IF_KEPT,
                new MapSqlParameterSource()
                        .addValue("ids", ids.toArray(UUID[]::new))
                        .addValue("note", GuardedTransitions.PICTURE_REMOVED),
                rows);
    }
}
