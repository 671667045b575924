package imece.gateway.chat;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
}
