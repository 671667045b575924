package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds where nothing is set, what a day changes, and what https changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurfaceDefaultsIT {
    private final GatewayUnderTest gateway = GatewayUnderTest.start(SurfaceDefaultsIT.class);

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void aHundredMayWaitPerVisitorAndTheNextIsRefusedForNow() {
        Browser browser = gateway.newcomer();
        for (int waiting = 0; waiting < 96; waiting += 8) {
            browser.post("/api/jobs", "{\"prompt\":\"many\",\"count\":8}").expect(202);
        }
        browser.post("/api/jobs", "{\"prompt\":\"one too many\",\"count\":5}").refused(429, "too-many-waiting");
        browser.post("/api/jobs", "{\"prompt\":\"the last\",\"count\":4}").expect(202);

        assertThat(browser.post("/api/jobs", "{\"prompt\":\"x\"}")
                        .refused(429, "too-many-waiting")
                        .header("Retry-After"))
                .matches("[1-9]\\d*");
        gateway.newcomer().submitted("somebody else may");
    }

    @Test
    void anIdempotencyKeyHoldsForADayAndIsForgottenAfterwards() {
        Browser browser = gateway.newcomer();
        String key = UUID.randomUUID().toString();
        String first = keyed(browser, key);
        gateway.pass(Duration.ofHours(23).plusMinutes(59));
        gateway.tick("purge-answers");
        assertThat(keyed(browser, key)).isEqualTo(first);

        gateway.pass(Duration.ofMinutes(2));
        String later = keyed(browser, key);
        assertThat(later).isNotEqualTo(first);
        assertThat(keyed(browser, key)).isEqualTo(later);

        gateway.pass(Duration.ofHours(25));
        gateway.tick("purge-answers");
        assertThat(gateway.rows().text("select count(*) from idempotent_answers where key = ?", key))
                .isEqualTo("0");
    }

    @Test
    void aWebSocketWithoutACookieMakesAVisitor() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.port()
                                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                    + "Sec-WebSocket-Key: aW1lY2UtaW1lY2UtaW1lYw==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = socket.getInputStream().read();
                assertThat(read).as("the answer ends early: %s", head).isNotNegative();
                head.append((char) read);
            }
            assertThat(head.toString()).startsWith("HTTP/1.1 101").contains("Set-Cookie: imece_visitor=");
        }
    }

    @Test
    void withoutASettingAProxysWordForHttpsIsNotTaken() {
        assertThat(gateway.newcomer()
                        .get("/api/options", "X-Forwarded-Proto", "https")
                        .header("Set-Cookie"))
                .doesNotContain("Secure");
    }

    @Test
    void underHttpsCookiesAreSecureAndTheOriginIsThePublicOne() throws IOException {
        try (GatewayUnderTest secure = GatewayUnderTest.start(
                SurfaceDefaultsIT.class, "--imece.gateway.public-url=https://pictures.example")) {
            Browser browser = secure.newcomer();
            assertThat(secure.newcomer().get("/").header("Set-Cookie"))
                    .as("asked by its number, and not by its public name")
                    .doesNotContain("Secure");
            assertThat(askedPublicly(secure.port()))
                    .contains("Set-Cookie: imece_visitor=", "Set-Cookie: __Host-imece_")
                    .doesNotContainPattern("Set-Cookie: (?!.*; Secure).*");
            assertThat(browser.post("/api/operator/session", "{\"token\":\"" + secure.operatorToken() + "\"}")
                            .expect(204)
                            .header("Set-Cookie"))
                    .startsWith("imece_operator=")
                    .contains("; Secure");
            browser.post("/api/jobs", Browser.spec("x"), "Origin", "https://pictures.example")
                    .expect(202);
            browser.post("/api/jobs", Browser.spec("x"), "Origin", "https://pictures.example.evil")
                    .refused(403, "foreign-origin");
        }
    }

    /** The head of the answer to who asks for the page by the public name. */
    private static String askedPublicly(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: pictures.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\r\n\r\n", 2)[0];
        }
    }

    private static String keyed(Browser browser, String key) {
        return browser.post("/api/jobs", Browser.spec("keyed"), "Idempotency-Key", key)
                .expect(202)
                .text();
    }
}
