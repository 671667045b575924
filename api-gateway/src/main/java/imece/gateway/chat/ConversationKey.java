package imece.gateway.chat;

import imece.gateway.http.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's name for one opening of a conversation. The conversation's id follows from it, so that opening it again, at
 * whatever time and from whichever tab, finds the one that is there, and nothing has to be remembered for that.
 */
record ConversationKey(String key) {

    private static final Pattern ALLOWED = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final int VERSION_BYTE = 6;
    private static final int VARIANT_BYTE = 8;

    /**
     * The key of a request; empty if it has none.
     *
     * @throws Refusal 422 if it cannot be used
     */
    static Optional<ConversationKey> of(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.isBlank() || !ALLOWED.matcher(header).matches()) {
            throw Refusal.invalid("Idempotency-Key", "This key cannot be used.", "1 to 255 printable ASCII characters");
        }
        return Optional.of(new ConversationKey(header));
    }

    /** The id of this visitor's conversation: a UUID of version 8 (RFC 9562), out of a hash. */
    UUID idFor(UUID owner) {
        byte[] hash = sha256("conversation\n" + owner + "\n" + key);
        hash[VERSION_BYTE] = (byte) ((hash[VERSION_BYTE] & 0x0f) | 0x80);
        hash[VARIANT_BYTE] = (byte) ((hash[VARIANT_BYTE] & 0x3f) | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, although every Java must.", e);
        }
    }
}
