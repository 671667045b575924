package imece.gateway.submit;

import imece.gateway.http.JsonBody;
import imece.gateway.http.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's name for one request, so that it can be repeated without being done twice.
 *
 * @param key what the client chose
 * @param bodyHash of address and body: the same key must come with the same request
 */
record IdempotencyKey(String key, String bodyHash) {

    private static final Pattern ALLOWED = Pattern.compile("[\\x20-\\x7e]{1,255}");

    /** The key of this request; empty if it has none. */
    static Optional<IdempotencyKey> of(@Nullable String header, String path, JsonBody body) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.isBlank() || !ALLOWED.matcher(header).matches()) {
            throw Refusal.invalid("Idempotency-Key", "This key cannot be used.", "1 to 255 printable ASCII characters");
        }
        return Optional.of(new IdempotencyKey(header, hash(path, body.bytes())));
    }

    private static String hash(String path, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(path.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, although every Java must.", e);
        }
    }
}
