package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import imece.local.TestServers;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Signing in by a provider: who is let in as whom, and what of a provider's answer is not taken. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcIT {
    private static final String FAILED = "/sign-in#failed";

    private final TestIssuer issuer = TestIssuer.start();
    private final TestServers.Fresh servers = TestServers.fresh(OidcIT.class);
    private final GatewayUnderTest gateway = GatewayUnderTest.start(servers, settings(issuer.url()));
    private final GatewayUnderTest second =
            GatewayUnderTest.start(servers, settings(issuer.url(), "--imece.gateway.key-file=" + gateway.keyFile()));

    @AfterAll
    void close() {
        try (issuer;
                gateway;
                second) {
            assertThat(gateway.port()).isNotEqualTo(second.port());
        }
    }

    @Test
    void somebodyForWhomTheProviderVouchesIsTheSameEachTimeWhateverTheirNameIs() {
        Browser browser = gateway.newcomer();
        assertThat(browser.get("/api/session").json().path("provider").stringValue())
                .isEqualTo("The club");
        signedIn(browser, claims -> claims.subject("7").claim("preferred_username", "ada"));
        assertThat(browser.get("/api/session").json().path("name").stringValue())
                .isEqualTo("ada");
        assertThat(browser.get("/api/session").json().path("role").stringValue())
                .isEqualTo("user");
        String account = browser.get("/api/session").json().path("account").stringValue();
        browser.get("/api/workers").refused(403, "role-missing");

        Browser later = gateway.newcomer();
        signedIn(later, claims -> claims.subject("7").claim("preferred_username", "ada l."));
        assertThat(later.get("/api/session").json().path("account").stringValue())
                .isEqualTo(account);
        Browser other = gateway.newcomer();
        signedIn(other, claims -> claims.subject("8").claim("preferred_username", "ada"));
        assertThat(other.get("/api/session").json().path("account").stringValue())
                .isNotEqualTo(account);
    }

    @Test
    void whoeverSignsInThereHasNoPasswordHereAndIsToldSo() {
        Browser browser = gateway.newcomer();
        signedIn(browser, claims -> claims.subject("9").claim("preferred_username", "grace"));
        assertThat(browser.get("/api/session").json().path("hasPassword").booleanValue())
                .isFalse();
        browser.post("/api/account/password", "{\"old\":\"\",\"new\":\"correct horse battery\"}")
                .refused(409, "no-password");
    }

    @Test
    void aClaimMakesAnOperatorAsLongAsItIsThere() {
        Browser browser = gateway.newcomer();
        signedIn(browser, claims -> claims.subject("o").claim("realm", Map.of("roles", List.of("a", "keepers"))));
        browser.get("/api/workers").expect(200);
        browser.get("/api/operator/keys").refused(403, "role-missing");
        Browser later = gateway.newcomer();
        signedIn(later, claims -> claims.subject("o").claim("realm", Map.of("roles", List.of("a"))));
        later.get("/api/workers").refused(403, "role-missing");
    }

    @Test
    void theAnswerMayComeToAnotherGateway() {
        Browser browser = gateway.newcomer();
        issuer.says(claims -> claims.subject("9"));
        URI asked = begun(browser);
        URI back = issuer.sendsBack(asked);
        Answer answer = second.newcomer().get(back.getRawPath() + "?" + back.getRawQuery(), "Cookie", browser.cookie());
        // The address that the provider was told is that of the first one; only that is looked at by the provider.
        assertThat(answer.expect(303).header("Location")).isEqualTo("/");
    }

    @Test
    void whatIsNotTheProvidersAnswerToThisBrowserIsNotTaken() {
        List<UnaryOperator<JWTClaimsSet.Builder>> wrong = List.of(
                claims -> claims.subject("w").claim("nonce", "another"),
                claims -> claims.subject("w").audience("another client"),
                claims -> claims.subject("w").issuer("https://elsewhere.example"),
                claims -> claims.subject("w")
                        .expirationTime(Date.from(Instant.now().minusSeconds(600))),
                claims -> claims.claim("preferred_username", "nobody"));
        for (UnaryOperator<JWTClaimsSet.Builder> claims : wrong) {
            refused(claims);
        }
        issuer.forges(true);
        try {
            refused(claims -> claims.subject("w"));
        } finally {
            issuer.forges(false);
        }
        assertThat(gateway.rows().text("select count(*) from accounts where subject = 'w'"))
                .isEqualTo("0");
    }

    /** Else somebody could have others sign in as themselves, and collect what they draw. */
    @Test
    void theAnswerToAnotherBrowserIsNotTaken() {
        issuer.says(claims -> claims.subject("m"));
        Browser mallory = gateway.newcomer();
        URI back = issuer.sendsBack(begun(mallory));
        Browser victim = gateway.newcomer();
        assertThat(victim.get(back.getRawPath() + "?" + back.getRawQuery())
                        .expect(303)
                        .header("Location"))
                .isEqualTo(FAILED);
        begun(victim);
        assertThat(victim.get(back.getRawPath() + "?" + back.getRawQuery())
                        .expect(303)
                        .header("Location"))
                .isEqualTo(FAILED);
        victim.get("/api/jobs").refused(401, "sign-in-required");
    }

    @Test
    void aDisabledAccountDoesNotComeBackThisWay() {
        Browser browser = gateway.newcomer();
        signedIn(browser, claims -> claims.subject("d"));
        String account = browser.get("/api/session").json().path("account").stringValue();
        assertThat(gateway.operator()
                        .get("/api/operator/accounts")
                        .expect(200)
                        .json()
                        .path("items")
                        .valueStream()
                        .filter(item -> item.path("id").stringValue().equals(account))
                        .map(item -> item.path("hasPassword").booleanValue()))
                .containsExactly(false);
        gateway.operator()
                .post("/api/operator/accounts/" + account + "/password-link", "")
                .refused(409, "no-password");
        gateway.operator()
                .patch("/api/operator/accounts/" + account, "{\"disabled\":true}")
                .expect(200);
        refused(claims -> claims.subject("d"));
    }

    @Test
    void whileTheProviderIsAwayTheFarmStandsAndSaysSo() {
        try (GatewayUnderTest alone = GatewayUnderTest.start(servers, settings("http://127.0.0.1:1"))) {
            assertThat(alone.newcomer().get("/oidc/start").expect(303).header("Location"))
                    .isEqualTo(FAILED);
            alone.newcomer().get("/").expect(200);
            alone.operator().get("/api/workers").expect(200);
        }
    }

    private void signedIn(Browser browser, UnaryOperator<JWTClaimsSet.Builder> claims) {
        issuer.says(claims);
        assertThat(returned(browser).header("Location")).isEqualTo("/");
        browser.get("/api/jobs").expect(200);
    }

    private void refused(UnaryOperator<JWTClaimsSet.Builder> claims) {
        issuer.says(claims);
        Browser browser = gateway.newcomer();
        assertThat(returned(browser).header("Location")).isEqualTo(FAILED);
        browser.get("/api/jobs").refused(401, "sign-in-required");
    }

    private Answer returned(Browser browser) {
        URI back = issuer.sendsBack(begun(browser));
        return browser.get(back.getRawPath() + "?" + back.getRawQuery()).expect(303);
    }

    private URI begun(Browser browser) {
        Answer begun = browser.get("/oidc/start").expect(302);
        assertThat(begun.header("Location"))
                .startsWith(issuer.url() + "/authorize?")
                .contains("code_challenge=");
        return URI.create(begun.header("Location"));
    }

    private static String[] settings(String issuer, String... more) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "--imece.name=gateway-"
                                        + UUID.randomUUID().toString().substring(0, 8),
                                "--imece.access.mode=accounts",
                                "--imece.access.oidc.issuer=" + issuer,
                                "--imece.access.oidc.client-id=" + TestIssuer.CLIENT,
                                "--imece.access.oidc.client-secret=" + TestIssuer.SECRET,
                                "--imece.access.oidc.label=The club",
                                "--imece.access.oidc.operator-claim=realm.roles",
                                "--imece.access.oidc.operator-value=keepers"),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
    }
}
