package imece.gateway.chat;

import imece.gateway.chat.MessageViews.MessageView;
import imece.gateway.job.rows.BotMessages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Messages as rows. What becomes of a bot message's jobs is written by {@link BotMessages}. */
@Repository
public class Messages {

    private static final TypeReference<Map<String, @Nullable Object>> METADATA = new TypeReference<>() {};

    /** In the metadata of a prompt: not shown there, but as a field of its own. */
    static final String KEY = "idempotency_key";

    private static final String INSERT = """
            insert into messages (id, conversation_id, role, content, metadata, created_at)
            values (:id, :conversation, :role, :content, cast(:metadata as jsonb), :at)""";

    /** A prompt and its answer are written one after the other, so the prompt is the next older message. */
    private static final String TURN = """
            select m.* from messages m join messages bot on bot.id = :bot
            where m.conversation_id = bot.conversation_id and m.ordinal <= bot.ordinal and m.deleted_by is null
            order by m.ordinal desc limit 2""";

    private final JdbcClient sql;
    private final JsonMapper json;

    Messages(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /**
     * Adds what a visitor wrote.
     *
     * @param key the Idempotency-Key that it came under, by which a page knows its own prompt again; null for none
     */
    public UUID addPrompt(UUID conversation, String prompt, @Nullable String key, Instant now) {
        return add(conversation, "user", prompt, key == null ? Map.of() : Map.of(KEY, key), now);
    }

    /** Adds the message that will show the pictures. */
    public UUID addAnswer(UUID conversation, Instant now) {
        return add(conversation, "bot", BotMessages.PENDING, Map.of(), now);
    }

    /** Oldest first, of those before this ordinal the newest. */
    List<Message> page(UUID conversation, long before, int limit) {
        return sql.sql("""
                        select * from messages where conversation_id = :conversation and ordinal < :before and deleted_by is null
                        order by ordinal desc limit :limit""")
                .param("conversation", conversation)
                .param("before", before)
                .param("limit", limit)
                .query(this::message)
                .list();
    }

    List<Message> ofIds(Collection<UUID> ids) {
        return sql.sql("select * from messages where id = any(:ids) and deleted_by is null order by ordinal")
                .param("ids", ids.toArray(UUID[]::new))
                .query(this::message)
                .list();
    }

    /** A bot message and the prompt that it answers, oldest first. */
    List<Message> turn(UUID bot) {
        List<Message> newestFirst =
                sql.sql(TURN).param("bot", bot).query(this::message).list();
        return newestFirst.size() == 2 && newestFirst.get(1).role().equals("user")
                ? newestFirst.reversed()
                : newestFirst.stream().limit(1).toList();
    }

    private UUID add(UUID conversation, String role, String content, Map<String, String> metadata, Instant now) {
        UUID id = UUID.randomUUID();
        sql.sql(INSERT)
                .param("id", id)
                .param("conversation", conversation)
                .param("role", role)
                .param("content", content)
                .param("metadata", json.writeValueAsString(metadata))
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    private Message message(ResultSet row, int number) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getObject("conversation_id", UUID.class),
                row.getLong("ordinal"),
                row.getString("role"),
                row.getString("content"),
                json.readValue(row.getString("metadata"), METADATA),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /**
     * Published inside this gateway right after the commit that wrote messages. Who listens: the feed, which shows them in the
     * owner's other tabs.
     *
     * @param messages as they were written, oldest first
     */
    public record MessagesWritten(UUID owner, List<MessageView> messages) {
        public MessagesWritten {
            messages = List.copyOf(messages);
        }
    }

    /**
     * A message as its row says.
     *
     * @param ordinal its place among all messages
     * @param role user or bot
     * @param metadata of the last job of a bot message
     */
    record Message(
            UUID id,
            UUID conversationId,
            long ordinal,
            String role,
            String content,
            Map<String, @Nullable Object> metadata,
            Instant createdAt) {
        Message {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        }

        /** The Idempotency-Key that it was sent under, or null. */
        @Nullable
        String key() {
            return metadata.get(KEY) instanceof String key ? key : null;
        }

        Map<String, @Nullable Object> shownMetadata() {
            Map<String, @Nullable Object> shown = new LinkedHashMap<>(metadata);
            shown.remove(KEY);
            return shown;
        }
    }
}
