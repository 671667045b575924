package imece.contract;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The token of the link that makes an administrator: {@code admin.<nonce>.<expires>.<signature>}. Whoever may read the farm's key
 * file makes one, and nobody else; a gateway takes each once.
 *
 * @param nonce says which one it is
 * @param expires when it ends; to the second
 */
public record AdminLink(UUID nonce, Instant expires) {

    /** What its signature is for: no other signature of the farm passes for one. */
    public static final String PURPOSE = "admin-link";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM =
            Pattern.compile("(admin\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\\.([0-9]{1,12}))\\.([0-9a-f]{64})");

    public AdminLink {
        expires = Instant.ofEpochSecond(expires.getEpochSecond());
    }

    /**
     * A token whose signature is still to be looked at.
     *
     * @param said what was signed
     */
    public record ShownAdminLink(AdminLink link, String said, String signature) {}

    /** What a token says; empty if it is none of these. */
    public static Optional<ShownAdminLink> read(String token) {
        Matcher parts = FORM.matcher(token);
        return parts.matches()
                ? Optional.of(new ShownAdminLink(
                        new AdminLink(
                                UUID.fromString(parts.group(2)), Instant.ofEpochSecond(Long.parseLong(parts.group(3)))),
                        parts.group(1),
                        parts.group(4)))
                : Optional.empty();
    }

    /** The token, signed by the key of the farm's key file. */
    public String token(String key) {
        String said = "admin." + nonce + "." + expires.getEpochSecond();
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            byte[] signed = mac.doFinal((PURPOSE + '\n' + said).getBytes(StandardCharsets.UTF_8));
            return said + "." + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM + ", although every Java must.", e);
        }
    }
}
