package imece.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Refuses a message that lacks a field or exceeds its bounds, and mends texts that cannot be stored, at the moment it is read. */
final class MessageFields {

    private MessageFields() {}

    /** The longest name that counts, in characters. */
    static final int LONGEST_NAME = 255;

    /** Later times than this one no clock shows, and not every database knows. */
    static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");

    /** The largest number that every reader of JSON keeps exactly. */
    private static final long LARGEST_EXACT = (1L << 53) - 1;

    /**
     * The name of a thing that is told apart by it. Without NULs, which no database holds: a message must not be lost for what
     * an engine babbled.
     */
    static String name(String text) {
        demand(text.length() <= LONGEST_NAME);
        return PlainText.tame(text);
    }

    /** Words for people, on one line and cut where they are longer. */
    static String words(String text, int characters) {
        return PlainText.line(text, characters);
    }

    /** Refuses a place in an order that nobody counts up to. */
    static void demandCount(long count) {
        demand(count >= 0 && count <= LARGEST_EXACT);
    }

    /** Refuses a message with a value that nothing honest says. */
    static void demand(boolean sane) {
        if (!sane) {
            throw new IllegalArgumentException(
                    "A field of this message is out of its bounds; it is ignored as garbage.");
        }
    }

    static void require(@Nullable Object... fields) {
        for (Object field : fields) {
            if (field == null) {
                throw new IllegalArgumentException("A field of this message is missing; it is ignored as garbage.");
            }
        }
    }
}
