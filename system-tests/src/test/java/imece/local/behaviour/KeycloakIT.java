package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.Keycloak;
import imece.tier.FullRunOnly;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** People sign in by a real provider, as the documentation says: Keycloak, with a realm, a client and a role. */
@FullRunOnly
class KeycloakIT {
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

    @Test
    void whoeverKeycloakLetsInHasAnAccountAndARoleThereMakesAnOperator() throws Exception {
        try (Keycloak keycloak = Keycloak.start();
                GatewayUnderTest gateway = GatewayUnderTest.start(
                        KeycloakIT.class,
                        "--imece.access.mode=accounts",
                        "--imece.access.oidc.issuer=" + keycloak.issuer(),
                        "--imece.access.oidc.client-id=farm",
                        "--imece.access.oidc.client-secret=what-the-house-gave-to-the-farm",
                        "--imece.access.oidc.operator-claim=realm_access.roles",
                        "--imece.access.oidc.operator-value=farm-operators")) {
            Browser ada = gateway.newcomer();
            signIn(ada, "ada", "ada's own");
            assertThat(ada.get("/api/session").json().path("name").stringValue())
                    .isEqualTo("ada");
            ada.submitted("by somebody whom Keycloak knows");
            ada.get("/api/workers").refused(403, "role-missing");

            Browser kemal = gateway.newcomer();
            signIn(kemal, "kemal", "kemal's own");
            kemal.get("/api/workers").expect(200);
            assertThat(kemal.get("/api/jobs").json().path("items").size()).isZero();

            Browser again = gateway.newcomer();
            signIn(again, "ada", "ada's own");
            assertThat(again.get("/api/jobs").json().path("items").size()).isOne();
            gateway.operator().delete("/api/operator/jobs?status=live").expect(202);
        }
    }

    /** As a person does: to the provider, through its form, and back. */
    private static void signIn(Browser browser, String name, String password) throws IOException, InterruptedException {
        String asked = browser.get("/oidc/start").expect(302).header("Location");
        try (HttpClient atProvider = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            HttpResponse<String> page =
                    atProvider.send(HttpRequest.newBuilder(URI.create(asked)).build(), BodyHandlers.ofString());
            Matcher form = FORM.matcher(page.body());
            assertThat(form.find()).as(page.statusCode() + " " + page.body()).isTrue();
            HttpResponse<String> signedIn = atProvider.send(
                    HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Cookie", cookies(page))
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "username=" + encoded(name) + "&password=" + encoded(password)))
                            .build(),
                    BodyHandlers.ofString());
            URI back = URI.create(signedIn.headers().firstValue("Location").orElse(""));
            assertThat(back.getPath()).as(signedIn.body()).isEqualTo("/oidc/return");
            assertThat(browser.get(back.getRawPath() + "?" + back.getRawQuery())
                            .expect(303)
                            .header("Location"))
                    .isEqualTo("/");
        }
    }

    /** Those that browsers send to this machine without https, too, although they are marked as secure. */
    private static String cookies(HttpResponse<?> page) {
        return page.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .collect(Collectors.joining("; "));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
