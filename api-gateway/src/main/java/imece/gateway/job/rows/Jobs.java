package imece.gateway.job.rows;

import imece.gateway.job.Job;
import imece.gateway.job.SecretHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The rows of the line, read. */
@Repository
public class Jobs {

    /**
     * The order in which everybody locks several jobs: that of the database. It compares ids byte by byte, as their texts do;
     * Java's own order of ids takes them for signed numbers.
     */
    public static final Comparator<UUID> LOCK_ORDER = Comparator.comparing(UUID::toString);

    private final JdbcClient sql;
    private final JobRows rows;

    Jobs(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.rows = new JobRows(json);
    }

    /** The job of this id, whoever owns it. */
    public Optional<Job> find(UUID id) {
        return sql.sql("select " + JobRows.COLUMNS + " from jobs where id = :id")
                .param("id", id)
                .query(rows)
                .optional();
    }

    /** The job of this id, if it belongs to this visitor, who has not deleted it. */
    public Optional<Job> findOwned(UUID id, UUID owner) {
        return sql.sql("select " + JobRows.COLUMNS
                        + " from jobs where id = :id and owner = :owner and forgotten_by is null")
                .param("id", id)
                .param("owner", owner)
                .query(rows)
                .optional();
    }

    /** All jobs of these ids that exist, locked against every other writer until the transaction ends. */
    public List<Job> lock(Collection<UUID> ids) {
        return lockAt(ids).jobs();
    }

    /**
     * Jobs that are locked.
     *
     * @param secrets what their rows keep of their dispatches' secrets, of those that have any
     * @param at when, by the database's clock: what is decided about them now is dated by it, for statements compare these dates
     *     with the database's {@code now()}
     */
    record LockedJobs(List<Job> jobs, Map<UUID, SecretHash> secrets, Instant at) {}

    /** The same, and the time. */
    LockedJobs lockAt(Collection<UUID> ids) {
        List<Job> locked = new ArrayList<>();
        Map<UUID, SecretHash> secrets = new HashMap<>();
        Instant[] at = {Instant.EPOCH};
        sql.sql("select clock_timestamp() as locked_at, secret_sha256, secret_epoch, " + JobRows.COLUMNS
                        + " from jobs where id = any(:ids) order by id for update")
                .param("ids", ids.toArray(UUID[]::new))
                .query((ResultSet row) -> {
                    at[0] = row.getObject("locked_at", OffsetDateTime.class).toInstant();
                    Job job = rows.mapRow(row, locked.size());
                    locked.add(job);
                    String secret = row.getString("secret_sha256");
                    if (secret != null) {
                        secrets.put(job.id(), new SecretHash(row.getLong("secret_epoch"), secret));
                    }
                });
        return new LockedJobs(locked, secrets, at[0]);
    }

    /** The time by the database's clock. */
    Instant now() {
        return sql.sql("select clock_timestamp()")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** All jobs of these ids that exist. */
    public List<Job> all(Collection<UUID> ids) {
        return sql.sql("select " + JobRows.COLUMNS + " from jobs where id = any(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query(rows)
                .list();
    }

    /** The job in the present row of a statement that returns all of its columns. */
    Job read(ResultSet row) throws SQLException {
        return rows.mapRow(row, 0);
    }

    /** Those of these jobs that belong to this visitor, who has not deleted them. */
    public List<Job> ownedAmong(Collection<UUID> ids, UUID owner) {
        return sql.sql("select " + JobRows.COLUMNS
                        + " from jobs where id = any(:ids) and owner = :owner and forgotten_by is null")
                .param("ids", ids.toArray(UUID[]::new))
                .param("owner", owner)
                .query(rows)
                .list();
    }

    /** What a browser needs at once: all live jobs of this visitor, and the newest that ended lately. */
    public List<Job> recentOf(UUID owner, Duration endedWithin, int endedAtMost) {
        return sql.sql("""
                        select %1$s from jobs where owner = :owner and status in ('queued', 'dispatched', 'processing')
                        union all
                        (select %1$s from jobs
                            where owner = :owner and finished_at > now() - make_interval(secs => :within)
                              and forgotten_by is null
                            order by finished_at desc limit :most)""".formatted(JobRows.COLUMNS))
                .param("owner", owner)
                .param("within", endedWithin.toSeconds())
                .param("most", endedAtMost)
                .query(rows)
                .list();
    }

    /** The live jobs of these visitors. */
    public List<Job> liveOf(Collection<UUID> owners) {
        return sql.sql("select " + JobRows.COLUMNS
                        + " from jobs where owner = any(:owners) and status in ('queued', 'dispatched', 'processing')")
                .param("owners", owners.toArray(UUID[]::new))
                .query(rows)
                .list();
    }

    /** The jobs shown in these messages, in their order. */
    public List<Job> ofMessages(Collection<UUID> messages) {
        return sql.sql(
                        "select " + JobRows.COLUMNS
                                + " from jobs where message_id = any(:messages) and forgotten_by is null order by message_id, ordinal")
                .param("messages", messages.toArray(UUID[]::new))
                .query(rows)
                .list();
    }

    /**
     * One page of a visitor's jobs, newest first.
     *
     * @param before only jobs with a lower ticket
     */
    public List<Job> page(UUID owner, JobFilter filter, long before, int limit) {
        return sql.sql("select " + JobRows.COLUMNS
                        + " from jobs where owner = :owner and ticket < :before and forgotten_by is null"
                        + filter.conditions() + " order by ticket desc limit :limit")
                .param("owner", owner)
                .param("before", before)
                .param("limit", limit)
                .params(filter.values())
                .query(rows)
                .list();
    }

    /** The ordinal that the next job of a message gets. */
    public int nextOrdinal(UUID message) {
        return sql.sql("select coalesce(max(ordinal), -1) + 1 from jobs where message_id = :message")
                .param("message", message)
                .query(Integer.class)
                .single();
    }

    /** Whether the very same picture was asked for again for the same message, and is live or made. */
    public boolean madeAgain(Job job) {
        return sql.sql("""
                        select exists (select from jobs
                        where owner = :owner and status not in ('error', 'cancelled') and ticket > :ticket
                          and message_id is not distinct from cast(:message as uuid)
                          and spec = (select spec from jobs where id = :id))""")
                .param("owner", job.origin().owner())
                .param("ticket", job.ticket())
                .param("message", job.origin().messageId())
                .param("id", job.id())
                .query(Boolean.class)
                .single();
    }

    /** The newest live job that makes the very same picture for the same message. */
    public Optional<Job> liveTwin(Job job) {
        return sql.sql("select " + JobRows.COLUMNS + """
                         from jobs
                        where owner = :owner and status in ('queued', 'dispatched', 'processing') and ticket > :ticket
                          and message_id is not distinct from cast(:message as uuid)
                          and spec = (select spec from jobs where id = :id)
                        order by ticket desc limit 1""")
                .param("owner", job.origin().owner())
                .param("ticket", job.ticket())
                .param("message", job.origin().messageId())
                .param("id", job.id())
                .query(rows)
                .optional();
    }

    /** All jobs of a conversation, locked in their order until the transaction ends. */
    List<UUID> lockOfConversation(UUID conversation) {
        return sql.sql("select id from jobs where conversation_id = :id order by id for update")
                .param("id", conversation)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Keeps a conversation from being deleted until the transaction ends; nothing for null. */
    public void keepConversation(@Nullable UUID conversation) {
        if (conversation != null) {
            sql.sql("select id from conversations where id = :id for key share")
                    .param("id", conversation)
                    .query(UUID.class)
                    .optional();
        }
    }
}
