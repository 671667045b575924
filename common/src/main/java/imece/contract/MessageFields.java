package imece.contract;

import org.jspecify.annotations.Nullable;

/** Refuses a message that lacks a field or exceeds its bounds, and mends texts that cannot be stored, at the moment it is read. */
final class MessageFields {

    private MessageFields() {}

    /** The text without NULs: no database holds one, and a message must not be lost for what an engine babbled. */
    static String storable(String text) {
        return text.replace('\0', '\ufffd');
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
