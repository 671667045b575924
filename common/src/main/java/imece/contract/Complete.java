package imece.contract;

import org.jspecify.annotations.Nullable;

/** Refuses a message that lacks a field, at the moment it is read. */
final class Complete {

    private Complete() {}

    static void require(@Nullable Object... fields) {
        for (Object field : fields) {
            if (field == null) {
                throw new IllegalArgumentException("A field of this message is missing; it is ignored as garbage.");
            }
        }
    }
}
