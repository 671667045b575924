package imece.gateway.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a job comes from; fixed at submit.
 *
 * @param owner the visitor
 * @param conversationId null for programs without a chat, or once the conversation was deleted
 * @param messageId the bot message that shows it
 * @param ordinal place among the jobs of that message
 */
public record Origin(
        UUID owner, @Nullable UUID conversationId, @Nullable UUID messageId, int ordinal, Instant createdAt) {}
