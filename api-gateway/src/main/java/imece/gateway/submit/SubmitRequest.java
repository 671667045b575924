package imece.gateway.submit;

import imece.gateway.submit.IdempotentAnswers.IdempotencyKey;
import java.util.UUID;
import java.util.regex.Pattern;
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
        @Nullable String traceparent) {

    /** W3C trace context, taken along only where it is well-formed. */
    public static final class TraceContext {

        private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

        private TraceContext() {}

        /** The header as it came, or null. */
        public static @Nullable String checked(@Nullable String traceparent) {
            return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
        }
    }
}
