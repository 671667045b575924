package imece.gateway.deletion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Deletions as rows, and what they hide beside jobs: conversations, uploads and kept answers. */
@Repository
class DeletionRows {

    private final JdbcClient sql;

    DeletionRows(JdbcClient sql) {
        this.sql = sql;
    }

    /** What somebody wants gone. */
    enum DeletionKind {
        IMAGE,
        JOB,
        CONVERSATION,
        UPLOAD,
        EVERYTHING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One deletion that can still be undone, or waits to be purged. */
    record Deletion(UUID id, UUID owner, DeletionKind what) {}

    /**
     * Writes a deletion down.
     *
     * @param kept how long it can be undone
     * @return until when
     */
    Instant add(Deletion deletion, Duration kept) {
        return sql.sql("""
                        insert into deletions (id, owner, what, purge_at)
                        values (:id, :owner, :what, clock_timestamp() + make_interval(secs => :kept))
                        on conflict (id) do update set purge_at = excluded.purge_at
                        returning purge_at""")
                .param("id", deletion.id())
                .param("owner", deletion.owner())
                .param("what", deletion.what().word())
                .param("kept", kept.toSeconds())
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** Takes a deletion back, if it is not too late; nobody purges it from now on. */
    Optional<Deletion> takeBack(UUID id) {
        return sql.sql(
                        "delete from deletions where id = :id and purge_at > clock_timestamp() returning id, owner, what")
                .param("id", id)
                .query(DeletionRows::deletion)
                .optional();
    }

    /** Those that are due, the oldest first. */
    List<UUID> due(int most) {
        return sql.sql("select id from deletions where purge_at <= clock_timestamp() order by purge_at limit :most")
                .param("most", most)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Locks a deletion that is due; empty if another gateway is at it or was. */
    Optional<Deletion> lockDue(UUID id) {
        return sql.sql("""
                        select id, owner, what from deletions where id = :id and purge_at <= clock_timestamp()
                        for update skip locked""").param("id", id).query(DeletionRows::deletion).optional();
    }

    void putOff(UUID id, Duration by) {
        sql.sql("update deletions set purge_at = clock_timestamp() + make_interval(secs => :by) where id = :id")
                .param("by", by.toSeconds())
                .param("id", id)
                .update();
    }

    void over(UUID id) {
        sql.sql("delete from deletions where id = :id").param("id", id).update();
    }

    /** Hides a conversation that is locked. */
    void hideConversation(UUID conversation, UUID deletion) {
        sql.sql("update conversations set deleted_by = :deletion where id = :id and deleted_by is null")
                .param("deletion", deletion)
                .param("id", conversation)
                .update();
    }

    boolean hideUpload(UUID upload, UUID owner, UUID deletion) {
        return sql.sql(
                                "update uploads set deleted_by = :deletion where id = :id and owner = :owner and deleted_by is null")
                        .param("deletion", deletion)
                        .param("id", upload)
                        .param("owner", owner)
                        .update()
                > 0;
    }

    /** Hides the answers that speak of one of these jobs. They are kept for a day only, so they are few. */
    void hideAnswers(Collection<UUID> jobs, UUID owner, UUID deletion) {
        sql.sql("""
                        update idempotent_answers set deleted_by = :deletion
                        where owner = :owner and deleted_by is null and answer like any(:patterns)""")
                .param("deletion", deletion)
                .param("owner", owner)
                .param("patterns", jobs.stream().map(job -> "%" + job + "%").toArray(String[]::new))
                .update();
    }

    /** Hides all conversations, uploads and answers of one owner. */
    void hideEverything(UUID owner, UUID deletion) {
        for (String table : List.of("idempotent_answers", "conversations", "uploads")) {
            sql.sql("update " + table + " set deleted_by = :deletion where owner = :owner and deleted_by is null")
                    .param("deletion", deletion)
                    .param("owner", owner)
                    .update();
        }
    }

    void bringBack(UUID deletion) {
        for (String table : List.of("idempotent_answers", "conversations", "uploads")) {
            sql.sql("update " + table + " set deleted_by = null where deleted_by = :deletion")
                    .param("deletion", deletion)
                    .update();
        }
    }

    /** An answer's key stays taken until its day is over: the same request must not be done once more. Who deletes everything asks
     * no more. */
    void purge(Deletion deletion) {
        sql.sql(
                        deletion.what() == DeletionKind.EVERYTHING
                                ? "delete from idempotent_answers where deleted_by = :deletion"
                                : "update idempotent_answers set answer = '' where deleted_by = :deletion")
                .param("deletion", deletion.id())
                .update();
        sql.sql("delete from conversations where deleted_by = :deletion")
                .param("deletion", deletion.id())
                .update();
    }

    /** Forgets the uploads that no live job begins from. */
    List<UUID> purgeUploads(UUID deletion) {
        return sql.sql("""
                        delete from uploads where deleted_by = :deletion and not exists (
                            select from jobs where spec ->> 'initImageId' = uploads.id::text
                            and status in ('queued', 'dispatched', 'processing'))
                        returning id""")
                .param("deletion", deletion)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    boolean hidesUploads(UUID deletion) {
        return sql.sql("select exists (select from uploads where deleted_by = :deletion)")
                .param("deletion", deletion)
                .query(Boolean.class)
                .single();
    }

    /** Forgets the ids of jobs that no worker can have in hand any more. */
    void forgetPurged(Duration after) {
        sql.sql("delete from purged_jobs where purged_at < now() - make_interval(secs => :after)")
                .param("after", after.toSeconds())
                .update();
    }

    private static Deletion deletion(ResultSet row, int number) throws SQLException {
        return new Deletion(
                row.getObject("id", UUID.class),
                row.getObject("owner", UUID.class),
                DeletionKind.valueOf(row.getString("what").toUpperCase(Locale.ROOT)));
    }
}
