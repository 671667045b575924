package imece.contract;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one way from message to bytes and back. Unknown fields are ignored, an unknown kind is a typed value, and garbage is an
 * empty answer: never an exception, because a message that nobody can read must not stop the reading of the next one.
 */
public final class Wire {

    /** Nothing that is said here, nor what engines answer, is nested nearly as deep. */
    private static final int DEEPEST = 100;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private Wire() {}

    /** UTF-8 JSON of a message. */
    public static byte[] write(Object message) {
        return JSON.writeValueAsBytes(message);
    }

    /** The message in these bytes, or empty if they are not one of that type. */
    public static <T> Optional<T> read(byte[] bytes, Class<T> type) {
        try {
            return Optional.ofNullable(JSON.readValue(bytes, type));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The id in this header of a message, which anybody on the broker may have written; empty if there is none in it. */
    public static Optional<UUID> id(@Nullable Object header) {
        try {
            return header == null ? Optional.empty() : Optional.of(UUID.fromString(header.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
