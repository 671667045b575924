package imece.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its program shows it: {@code imece_<id>_<secret>}. The id is public and names the row, of the secret only a hash is
 * kept. 256 random bits need no slow hash: nobody can guess them.
 *
 * @param id 12 lower-case letters and digits
 * @param secret 43 letters, digits, {@code -} and {@code _}
 */
public record KeySecret(String id, String secret) {

    private static final Pattern FORM = Pattern.compile("imece_([a-z0-9]{12})_([A-Za-z0-9_-]{43})");
    private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new one, known to nobody yet. */
    public static KeySecret fresh() {
        StringBuilder id = new StringBuilder();
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_LETTERS.charAt(RANDOM.nextInt(ID_LETTERS.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new KeySecret(
                id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** The key that a program shows; empty if it has another form. */
    public static Optional<KeySecret> of(String shown) {
        Matcher parts = FORM.matcher(shown);
        return parts.matches() ? Optional.of(new KeySecret(parts.group(1), parts.group(2))) : Optional.empty();
    }

    /** Whether this was meant to be a key, genuine or not. */
    static boolean looksLikeOne(String shown) {
        return shown.startsWith("imece_");
    }

    /** What is shown once, and never kept. */
    public String shown() {
        return "imece_" + id + "_" + secret;
    }

    /** What is kept: SHA-256 of the secret, in 64 hex digits. */
    public String hash() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256, although every Java must.", e);
        }
    }

    @Override
    public String toString() {
        return "KeySecret[" + id + "]";
    }
}
