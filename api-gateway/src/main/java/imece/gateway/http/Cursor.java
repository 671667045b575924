package imece.gateway.http;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list, opaque to clients: base64url of a number and, where numbers are not unique, an id.
 *
 * @param number what the list is sorted by
 * @param id tie-breaker; all zeros where none is needed
 */
public record Cursor(long number, UUID id) {

    private static final UUID NO_ID = new UUID(0, 0);
    private static final UUID LAST_ID = new UUID(-1, -1);
    private static final int BYTES = 3 * Long.BYTES;

    /** Before everything that a list can hold. */
    public static final Cursor START = new Cursor(Long.MAX_VALUE, LAST_ID);

    /** A place in a list that is sorted by a unique number. */
    public static Cursor of(long number) {
        return new Cursor(number, NO_ID);
    }

    /** What goes into {@code next}. */
    public String text() {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(number)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * What came in as {@code before}.
     *
     * @throws Refusal 422 if we did not make it
     */
    public static Cursor parse(@Nullable String before) {
        return before == null || before.isEmpty()
                ? START
                : decoded(before)
                        .orElseThrow(() -> Refusal.invalid(
                                "before",
                                "before is not a cursor of this list.",
                                "the next of the page before, unchanged"));
    }

    private static Optional<Cursor> decoded(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return bytes.remaining() == BYTES
                    ? Optional.of(new Cursor(bytes.getLong(), new UUID(bytes.getLong(), bytes.getLong())))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
