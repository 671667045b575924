package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What proxies say of their callers: it counts from those that are trusted, and from nobody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedIT {
    private static final String EIGHT = "{\"prompt\":\"many\",\"count\":8}";
    private static final String ONE = "{\"prompt\":\"one\"}";

    private final GatewayUnderTest trusting = GatewayUnderTest.start(
            ForwardedIT.class,
            "--imece.gateway.trusted-proxies=127.0.0.0/8, 10.1.0.0/16",
            "--imece.gateway.allowed-hosts=pictures.example");
    private final GatewayUnderTest wary = GatewayUnderTest.start(
            ForwardedIT.class,
            "--imece.gateway.trusted-proxies=10.1.0.0/16",
            "--imece.gateway.allowed-hosts=pictures.example");

    @AfterEach
    void emptyLine() {
        for (GatewayUnderTest each : new GatewayUnderTest[] {trusting, wary}) {
            each.operator().delete("/api/operator/jobs?status=live").expect(202);
        }
    }

    @AfterAll
    void close() {
        try (trusting;
                wary) {
            assertThat(trusting.port()).isNotEqualTo(wary.port());
        }
    }

    @Test
    void httpsCountsFromATrustedProxyOnly() {
        Answer trusted = trusting.newcomer()
                .get("/api/options", "X-Forwarded-Proto", "https", "X-Forwarded-For", "203.0.113.7")
                .expect(200);
        assertThat(trusted.header("Set-Cookie")).contains("; Secure");
        assertThat(trusted.header("Strict-Transport-Security")).isEqualTo("max-age=31536000");

        for (Answer plain : new Answer[] {
            trusting.newcomer().get("/api/options", "X-Forwarded-For", "203.0.113.7"),
            trusting.newcomer().get("/api/options"),
            wary.newcomer().get("/api/options", "X-Forwarded-Proto", "https", "X-Forwarded-For", "203.0.113.7"),
            wary.newcomer().get("/api/options", "Forwarded", "for=10.1.0.1;proto=https"),
        }) {
            assertThat(plain.expect(200).header("Set-Cookie")).doesNotContain("Secure");
            assertThat(plain.header("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void whoSendsForwardedCallsAndIsNotTrustedIsCountedForTheDoctor() {
        String counted = "imece_calls_forwarded_total{address=\"127.0.0.1\"";
        for (GatewayUnderTest each : new GatewayUnderTest[] {trusting, wary}) {
            each.newcomer()
                    .get("/api/options", "X-Forwarded-For", "203.0.113.7")
                    .expect(200);
            assertThat(metrics(each)).containsPattern("imece_calls_total [1-9]").contains("imece_open_to_all 0.0");
        }
        try (GatewayUnderTest open = GatewayUnderTest.start(ForwardedIT.class, "--server.address=0.0.0.0")) {
            assertThat(metrics(open)).contains("imece_open_to_all 1.0");
        }
        assertThat(metrics(wary)).contains(counted);
        assertThat(metrics(trusting)).doesNotContain(counted);
    }

    private static String metrics(GatewayUnderTest gateway) {
        return gateway.probe().get("/actuator/prometheus").expect(200).text();
    }

    @Test
    void behindHttpsByItsPublicAddressEveryAnswerSaysSo() {
        try (GatewayUnderTest secure =
                GatewayUnderTest.start(ForwardedIT.class, "--imece.gateway.public-url=https://pictures.example")) {
            for (String path : new String[] {"/", "/api/options", "/nothing"}) {
                assertThat(secure.newcomer().get(path).header("Strict-Transport-Security"))
                        .as(path)
                        .isEqualTo("max-age=31536000");
            }
        }
    }

    /** Looked at by what is counted: callers of one address who send no cookie share eight places. */
    @Test
    void theAddressIsTheLastThatIsNoTrustedProxy() {
        submit(trusting, EIGHT, "203.0.113.7").expect(202);
        submit(trusting, ONE, "203.0.113.7").refused(429, "cookie-required");
        submit(trusting, ONE, "198.51.100.1, 203.0.113.7").refused(429, "cookie-required");
        submit(trusting, ONE, "198.51.100.2, 203.0.113.7, 10.1.2.3").refused(429, "cookie-required");
        submit(trusting, ONE, "203.0.113.7, 10.2.2.3").expect(202);
        submit(trusting, ONE, "203.0.113.8").expect(202);
        trusting.newcomer().post("/api/jobs", ONE).expect(202);
    }

    @Test
    void whoIsNotTrustedIsCountedByItsOwnAddressWhateverItSays() {
        submit(wary, EIGHT, "203.0.113.7").expect(202);
        for (String forged : new String[] {"203.0.113.8", "10.1.0.1", "127.0.0.1", "::1", "garbage"}) {
            submit(wary, ONE, forged).refused(429, "cookie-required");
        }
        wary.newcomer().post("/api/jobs", ONE).refused(429, "cookie-required");
    }

    @Test
    void aProxysCallersOfOneNetworkOfSixAreOneCaller() {
        submit(trusting, EIGHT, "2001:db8:1:2::1").expect(202);
        submit(trusting, ONE, "2001:db8:1:2:ffff::9").refused(429, "cookie-required");
        submit(trusting, ONE, "2001:db8:1:3::1").expect(202);
    }

    @Test
    void aForwardedHostIsTheFarmsForATrustedProxyOnly() {
        String[] headers = {"X-Forwarded-Host", "pictures.example", "X-Forwarded-Proto", "https"};
        trusting.newcomer()
                .post("/api/jobs", ONE, with(headers, "Origin", "https://pictures.example"))
                .expect(202);
        trusting.newcomer()
                .post("/api/jobs", ONE, with(headers, "Origin", "https://evil.example"))
                .refused(403, "foreign-origin");
        wary.newcomer()
                .post("/api/jobs", ONE, with(headers, "Origin", "https://pictures.example"))
                .refused(403, "foreign-origin");

        trusting.newcomer()
                .get("/api/options", "X-Forwarded-Host", "evil.example")
                .refused(421, "unknown-host");
        wary.newcomer().get("/api/options", "X-Forwarded-Host", "evil.example").expect(200);
    }

    private static Answer submit(GatewayUnderTest gateway, String body, String forwardedFor) {
        return gateway.newcomer().post("/api/jobs", body, "X-Forwarded-For", forwardedFor);
    }

    private static String[] with(String[] headers, String name, String value) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }
}
