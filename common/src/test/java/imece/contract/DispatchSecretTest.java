package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DispatchSecretTest {

    private static final String TEXT = "8d0b6c2e";
    private final DispatchSecret secret = new DispatchSecret(TEXT);

    @Test
    void itIsKnownByItsHashAlone() throws NoSuchAlgorithmException {
        assertThat(secret.hasHash(sha256(TEXT))).isTrue();
        assertThat(secret.hasHash(sha256("another"))).isFalse();
        assertThat(secret.hasHash("")).isFalse();
    }

    @Test
    void anEventThatIsWrittenIntoALogDoesNotShowIt() {
        UUID id = new UUID(1, 1);
        StatusEvent event = new StatusEvent.Started(
                new RunKey(id, 1, 0, id), 1, new SlotAddress("w", id, "g", "G", "demo"), Instant.EPOCH, secret);

        assertThat(event.toString()).doesNotContain(TEXT);
        assertThat(new String(Wire.write(event), StandardCharsets.UTF_8)).contains("\"secret\":\"" + TEXT + "\"");
    }

    @Test
    void anEmptyOneOrOneOfAnyLengthIsNone() {
        assertThatThrownBy(() -> new DispatchSecret("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DispatchSecret("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(sum);
    }
}
