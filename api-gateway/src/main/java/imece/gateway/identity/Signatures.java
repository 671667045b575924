package imece.gateway.identity;

import imece.gateway.GatewaySettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * HMAC-SHA256 by the key that all gateways share. Each purpose has its own signatures: one never passes for another. Keys are
 * changed in two steps: first every gateway takes the signatures of the next one, too, then it signs.
 */
@Component
public class Signatures {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int ID_DIGITS = 8;

    private final SigningKey signing;
    private final List<SigningKey> verifying;

    @Autowired
    Signatures(GatewaySettings settings) {
        this(
                SecretFile.readOrMake(settings.keyFile()),
                Stream.of(".next", ".previous")
                        .map(end -> settings.keyFile()
                                .resolveSibling(settings.keyFile().getFileName() + end))
                        .filter(Files::exists)
                        .map(SecretFile::readOrMake)
                        .toList());
    }

    private Signatures(String secret, List<String> others) {
        this.signing = SigningKey.of(secret);
        this.verifying = Stream.concat(Stream.of(signing), others.stream().map(SigningKey::of))
                .toList();
    }

    /** Signatures by a key that is known already. */
    public static Signatures of(String secret) {
        return new Signatures(secret, List.of());
    }

    /** Signatures by the first key; those of the others pass, too. */
    static Signatures of(String secret, List<String> others) {
        return new Signatures(secret, others);
    }

    /**
     * The signature of a text.
     *
     * @return 64 lower-case hex digits
     */
    public String sign(String purpose, String text) {
        return signing.sign(purpose, text);
    }

    /** Whether this is the text's signature; how long the answer takes does not depend on where they differ. */
    public boolean genuine(String purpose, String text, String signature) {
        boolean genuine = false;
        for (SigningKey key : verifying) {
            genuine |= same(key.sign(purpose, text), signature);
        }
        return genuine;
    }

    /** Which key signs: 8 hex digits that tell nothing about it. */
    String keyId() {
        return signing.id();
    }

    /** Equality in constant time. */
    public static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private record SigningKey(String id, SecretKeySpec key) {

        private static SigningKey of(String secret) {
            SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM);
            return new SigningKey(hmac(key, "key-id\n").substring(0, ID_DIGITS), key);
        }

        private String sign(String purpose, String text) {
            return hmac(key, purpose + '\n' + text);
        }

        private static String hmac(SecretKeySpec key, String text) {
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
                return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java has no " + ALGORITHM + ", although every Java must.", e);
            }
        }
    }
}
