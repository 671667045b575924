package imece.gateway.submit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One request for pictures, before it is read.
 *
 * @param owner who asks
 * @param chat the conversation that the address names, or null
 * @param key the client's name for this request, or null
 * @param traceparent W3C trace context, or null
 */
record SubmitRequest(
        UUID owner,
        @Nullable UUID chat,
        @Nullable IdempotencyKey key,
        @Nullable String traceparent) {}
