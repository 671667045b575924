package imece.gateway.identity;

import imece.gateway.GatewaySettings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** HMAC-SHA256 by the key that all gateways share. Each purpose has its own signatures: one never passes for another. */
@Component
public class Signatures {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    @Autowired
    Signatures(GatewaySettings settings) {
        this(SecretFile.readOrMake(settings.keyFile()));
    }

    private Signatures(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM);
    }

    /** Signatures by a key that is known already. */
    public static Signatures of(String secret) {
        return new Signatures(secret);
    }

    /**
     * The signature of a text.
     *
     * @return 64 lower-case hex digits
     */
    public String sign(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((purpose + '\n' + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM + ", although every Java must.", e);
        }
    }

    /** Whether this is the text's signature; how long the answer takes does not depend on where they differ. */
    public boolean genuine(String purpose, String text, String signature) {
        return same(sign(purpose, text), signature);
    }

    /** Equality in constant time. */
    public static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
