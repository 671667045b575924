package imece.gateway.job.rows;

import imece.gateway.job.Job;
import java.util.Collection;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The chat's copy of what became of a job: content and metadata of the bot message that shows it. A message with several
 * jobs follows its last one. Metadata is merged key by key inside Postgres, so concurrent writers lose nothing.
 */
@Repository
public class BotMessages {

    /** Content of a bot message whose picture is not there yet. */
    public static final String PENDING = "[IMAGE_PENDING]";

    /**
     * A statement of its own, for what {@link #FOLLOW} reads must be younger than the lock: else the slower of two writers
     * would copy what the jobs were before the faster one. In the order of ids, so that two writers never lock crosswise.
     */
    private static final String LOCK = "select id from messages where id = any(:messages) order by id for update";

    private static final String FOLLOW = """
            with last as (
                select distinct on (message_id) * from jobs where message_id = any(:messages) and forgotten_by is null
                order by message_id, ordinal desc
            )
            update messages m set
                content = case
                    when last.picture_deleted_at is not null then 'This picture was deleted.'
                    when last.picture_removed_at is not null
                        then 'This picture was removed: this farm keeps pictures for a while only.'
                    else case last.status
                    when 'complete' then E'[IMAGE] Your image is ready.\\nIMAGE_PATH: /api/images/' || last.id
                    when 'error' then last.error_message
                    when 'cancelled' then 'This picture was cancelled.'
                    else '[IMAGE_PENDING]' end end,
                metadata = m.metadata || jsonb_build_object(
                    'status', case last.status when 'dispatched' then 'queued' else last.status end,
                    'progress', last.progress,
                    'job_id', last.id,
                    'prompt', last.prompt,
                    'image_url',
                        case when last.status = 'complete' and last.picture_removed_at is null
                            and last.picture_deleted_at is null
                            then '/api/images/' || last.id end,
                    'error', last.error_message)
                    || case when last.status in ('queued', 'dispatched') then '{}' else '{"queue_position": 0}' end::jsonb
            from last where m.id = last.message_id""";

    /** A prompt and its answer are written one after the other, so the prompt is the next older message. */
    private static final String HIDE_TURNS = """
            with emptied as (
                select m.id, m.conversation_id, m.ordinal from messages m
                where m.id = any(:messages)
                  and not exists (select from jobs where message_id = m.id and forgotten_by is null)
            ), turns as (
                select id from emptied
                union
                select prompt.id from emptied cross join lateral (
                    select id, role from messages
                    where conversation_id = emptied.conversation_id and ordinal < emptied.ordinal
                    order by ordinal desc limit 1) prompt
                where prompt.role = 'user'
            )
            update messages set deleted_by = :deletion
            where id in (select id from messages where id in (select id from turns) order by id for update)
              and deleted_by is null""";

    private final JdbcClient sql;

    BotMessages(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Brings the messages of these jobs up to date. Belongs into the transaction that changed the jobs, after their rows were
     * written; whoever locks jobs and messages locks jobs first.
     */
    void follow(Collection<Job> changed) {
        UUID[] messages = changed.stream()
                .map(job -> job.origin().messageId())
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        if (messages.length > 0) {
            sql.sql(LOCK).param("messages", messages).query(UUID.class).list();
            sql.sql(FOLLOW).param("messages", messages).update();
        }
    }

    /** Writes down the place at which the job of a message joined the line; nothing for null. */
    void joined(@Nullable UUID message, int position) {
        if (message == null) {
            return;
        }
        sql.sql(
                        "update messages set metadata = metadata || jsonb_build_object('queue_position', :position) where id = :id")
                .param("position", position)
                .param("id", message)
                .update();
    }

    /** Hides the messages of these jobs that show no other, each with the prompt that it answers. */
    void hideTurns(Collection<Job> forgotten, UUID deletion) {
        UUID[] messages = forgotten.stream()
                .map(job -> job.origin().messageId())
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
        if (messages.length > 0) {
            sql.sql(HIDE_TURNS)
                    .param("messages", messages)
                    .param("deletion", deletion)
                    .update();
        }
    }

    void showTurns(UUID deletion) {
        sql.sql("""
                        update messages set deleted_by = null
                        where id in (select id from messages where deleted_by = :deletion order by id for update)""").param("deletion", deletion).update();
    }

    void purgeTurns(UUID deletion) {
        sql.sql("""
                        delete from messages
                        where id in (select id from messages where deleted_by = :deletion order by id for update)""").param("deletion", deletion).update();
    }
}
