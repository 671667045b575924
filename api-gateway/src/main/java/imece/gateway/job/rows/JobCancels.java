package imece.gateway.job.rows;

import imece.gateway.job.Job;
import imece.gateway.job.JobStatus;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Ends jobs at the wish of their owner or an operator: one guarded UPDATE, whose rows are the answer. */
@Repository
public class JobCancels {

    private static final String CANCEL_IF = """
            update jobs set status = 'cancelled', epoch = epoch + 1, rev = rev + 1, finished_at = :now, not_before = null,
                avoid_worker = null, avoid_gpu = null, dispatch_no = null, silent = false, seq = 0, phase = null, progress = 0, step = 0
            where id in (select id from jobs where id = any(:ids) order by id for update)
              and (cast(:owner as uuid) is null or owner = :owner) and status = any(:statuses)
            returning\s""" + JobRows.COLUMNS;

    private static final String LIVE_OF_CONVERSATION = """
            select id from jobs
            where conversation_id = :conversation and owner = :owner and status in ('queued', 'dispatched', 'processing')""";

    private final JdbcClient sql;
    private final JobRows rows;

    JobCancels(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.rows = new JobRows(json);
    }

    /**
     * Cancels those of these jobs that belong to this visitor and are in one of these states.
     *
     * @param owner null = whoever they belong to: an operator asks
     * @return the jobs as they now stand; one that is missing was not in such a state
     */
    public List<Job> cancelIf(Collection<UUID> ids, @Nullable UUID owner, Collection<JobStatus> statuses, Instant now) {
        return sql.sql(CANCEL_IF)
                .param("ids", ids.toArray(UUID[]::new))
                .param("owner", owner, Types.OTHER)
                .param("statuses", statuses.stream().map(JobStatus::word).toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(rows)
                .list();
    }

    /** The live jobs of a conversation. */
    public List<UUID> liveOfConversation(UUID conversation, UUID owner) {
        return sql.sql(LIVE_OF_CONVERSATION)
                .param("conversation", conversation)
                .param("owner", owner)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }
}
