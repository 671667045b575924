package imece.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.AdminLink;
import imece.contract.AdminLink.ShownAdminLink;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the farm's machine signs is what a gateway takes for genuine. */
class AdminLinkTest {

    private static final String KEY = "a key for tests, long enough";
    private static final AdminLink LINK = new AdminLink(UUID.randomUUID(), Instant.parse("2026-11-30T12:00:00.5Z"));

    @Test
    void aGatewayWithTheSameKeyTakesIt() {
        ShownAdminLink shown = AdminLink.read(LINK.token(KEY)).orElseThrow();

        assertThat(shown.link()).isEqualTo(LINK);
        assertThat(Signatures.of(KEY).genuine(AdminLink.PURPOSE, shown.said(), shown.signature()))
                .isTrue();
        assertThat(Signatures.of("another key, just as long")
                        .genuine(AdminLink.PURPOSE, shown.said(), shown.signature()))
                .isFalse();
        assertThat(Signatures.of(KEY).genuine("visitor", shown.said(), shown.signature()))
                .isFalse();
    }

    @Test
    void anotherFormIsNone() {
        String token = LINK.token(KEY);

        for (String other : new String[] {"", token + "x", token.substring(1), "admin.x.1." + "0".repeat(64)}) {
            assertThat(AdminLink.read(other)).as(other).isEmpty();
        }
    }
}
