package imece.gateway.broker;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Headers of messages, which anybody on the broker may have written. */
public final class MessageHeaders {

    private MessageHeaders() {}

    /** The id in this header, or empty if there is none in it. */
    public static Optional<UUID> uuid(@Nullable Object text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
