package imece.local.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who asks: visitors by their cookie, pages by their origin, operators by their token. */
@ExtendWith(SharedGateway.class)
class IdentityIT {
    private final GatewayUnderTest gateway;

    IdentityIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void whoeverHasNoGenuineCookieIsANewVisitorAndACookieOfAnotherFarmIsLeftAlone() {
        String farm = gateway.rows().text("select cookies from farm");
        for (String cookie : List.of(
                "",
                "x",
                UUID.randomUUID() + "." + "0".repeat(64),
                UUID.randomUUID().toString())) {
            Answer answer = gateway.newcomer()
                    .get("/api/jobs", "Cookie", "imece_visitor=" + cookie)
                    .expect(200);
            assertThat(answer.response().headers().allValues("Set-Cookie"))
                    .singleElement()
                    .satisfies(set -> assertThat(set)
                            .matches("imece_" + farm + "=[^;]{60,}; .*")
                            .contains("Path=/", "Max-Age=34560000", "HttpOnly", "SameSite=Lax")
                            .doesNotContain("Secure"));
        }
        assertThat(gateway.newcomer().get("/").expect(200).response().headers().allValues("Set-Cookie"))
                .hasSize(2)
                .anyMatch(set -> set.startsWith("imece_visitor="))
                .anyMatch(set -> set.startsWith("imece_" + farm + "="));
    }

    @Test
    void onlyCallsPagesAndTheFeedMakeAVisitor() {
        for (String path : List.of("/v3/api-docs", "/favicon.svg", "/assets/nothing.js", "/nothing")) {
            assertThat(gateway.newcomer().get(path).header("Set-Cookie"))
                    .as(path)
                    .isEmpty();
        }
        for (String path : List.of("/", "/chat", "/chat/x", "/farm", "/gallery", "/api/options", "/api/nothing")) {
            assertThat(gateway.newcomer().get(path).header("Set-Cookie"))
                    .as(path)
                    .startsWith("imece_visitor=");
        }
    }

    @Test
    void aVisitorStaysTheSameAndAForgedCookieIsSomebodyElse() {
        Browser browser = gateway.newcomer();
        String id = browser.submitted("mine");
        assertThat(browser.get("/api/jobs").expect(200).header("Set-Cookie")).isEmpty();
        String forged = browser.visitor() + "." + "a".repeat(64);

        gateway.newcomer()
                .get("/api/jobs/" + id, "Cookie", "imece_visitor=" + forged)
                .refused(404, "not-found");
        browser.get("/api/jobs/" + id).expect(200);
    }

    @Test
    void whoeverIsKnownByTheCookieOfBeforeStaysTheSameAndGetsTheFarmsBesideIt() {
        String farm = gateway.rows().text("select cookies from farm");
        Browser browser = gateway.newcomer();
        String id = browser.submitted("mine");
        String before = Arrays.stream(browser.cookie().split("; "))
                .filter(cookie -> cookie.startsWith("imece_visitor="))
                .findFirst()
                .orElseThrow();

        Answer answer =
                gateway.newcomer().get("/api/jobs/" + id, "Cookie", before).expect(200);
        String named = answer.response().headers().allValues("Set-Cookie").stream()
                .filter(set -> set.startsWith("imece_" + farm + "="))
                .findFirst()
                .orElseThrow()
                .split(";", 2)[0];
        assertThat(gateway.newcomer()
                        .get("/api/jobs/" + id, "Cookie", named)
                        .expect(200)
                        .header("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void whatAHeaderShowsDecidesAlone() {
        Browser browser = gateway.newcomer();
        browser.visitor();
        for (String[] wrong : new String[][] {
            {"Authorization", "Bearer wrong"},
            {"X-API-Key", "wrong"},
            {"Authorization", "Basic " + Base64.getEncoder().encodeToString("any:imece_wrong".getBytes(UTF_8))}
        }) {
            browser.get("/api/jobs", wrong).refused(401, "wrong-credential");
            browser.post("/api/jobs", Browser.spec("x"), wrong).refused(401, "wrong-credential");
            browser.get("/api/workers", wrong).refused(401, "operator-token-required");
        }
        String proxys = "Basic " + Base64.getEncoder().encodeToString("me:what a proxy asked for".getBytes(UTF_8));
        browser.get("/api/jobs", "Authorization", proxys).expect(200);
    }

    @Test
    void anAnswerHasTheFarmsOwnHeadersAndNoneOfAFrameworks() {
        for (Answer answer : List.of(
                gateway.newcomer().get("/"),
                gateway.newcomer().get("/nothing"),
                gateway.newcomer().get("/api/jobs"),
                gateway.newcomer().get("/api/workers"),
                gateway.newcomer().post("/api/session", "{}"),
                gateway.newcomer().post("/api/jobs", "{}", "Origin", "https://evil.example"))) {
            assertThat(answer.response().headers().map().keySet())
                    .contains("content-security-policy", "x-content-type-options", "referrer-policy")
                    .isSubsetOf(
                            "allow",
                            "cache-control",
                            "connection",
                            "content-length",
                            "content-security-policy",
                            "content-type",
                            "cross-origin-opener-policy",
                            "cross-origin-resource-policy",
                            "date",
                            "keep-alive",
                            "referrer-policy",
                            "set-cookie",
                            "transfer-encoding",
                            "vary",
                            "www-authenticate",
                            "x-content-type-options");
            assertThat(answer.response().headers().allValues("Set-Cookie"))
                    .allSatisfy(cookie -> assertThat(cookie).startsWith("imece_"));
        }
    }

    @Test
    void aForeignOriginChangesNothing() {
        Browser browser = gateway.newcomer();
        browser.visitor();
        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1", "garbage")) {
            browser.post("/api/jobs", Browser.spec("x"), "Origin", origin).refused(403, "foreign-origin");
            browser.post("/api/operator/session", "{}", "Origin", origin).refused(403, "foreign-origin");
            browser.get("/api/jobs", "Origin", origin).expect(200);
        }
        assertThat(browser.get("/api/jobs").json().path("items").size()).isZero();
        browser.post("/api/jobs", Browser.spec("x"), "Origin", gateway.url().toString())
                .expect(202);
    }

    @Test
    void operatorsShowTheirTokenAsBearerOrAsTheCookieOfASessionUntilTheyLeaveIt() {
        Browser nobody = gateway.newcomer();
        for (String path : List.of("/api/workers/x/drain", "/api/workers/x/resume")) {
            nobody.post(path, "").refused(401, "operator-token-required");
        }
        nobody.get("/api/workers").refused(401, "operator-token-required");
        nobody.get("/api/workers", "Authorization", "Bearer wrong").refused(401, "operator-token-required");
        nobody.post("/api/operator/session", "{\"token\":\"wrong\"}").refused(401, "operator-token-required");
        nobody.post("/api/operator/session", "{}").invalid("token");
        nobody.get("/api/workers", "Cookie", "imece_operator=" + "0".repeat(64))
                .refused(401, "operator-token-required");

        Answer session = nobody.post("/api/operator/session", "{\"token\":\"" + gateway.operatorToken() + "\"}")
                .expect(204);
        assertThat(session.response().headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("imece_operator=") && cookie.contains("HttpOnly"))
                .noneMatch(cookie -> cookie.contains(gateway.operatorToken()));
        nobody.get("/api/workers").expect(200);
        gateway.operator().get("/api/workers").expect(200);

        for (int i = 0; i < 2; i++) {
            nobody.delete("/api/operator/session").expect(204);
            nobody.get("/api/workers").refused(401, "operator-token-required");
        }
        gateway.operator().get("/api/workers").expect(200);
    }

    @Test
    void anOperatorSeesWorkersAndDrainsAndResumesThem() {
        Browser operator = gateway.operator();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            Within.bounds().until(() -> operator.get("/api/workers").text().contains(worker.name()));
            var shown = operator.get("/api/workers")
                    .json()
                    .path("items")
                    .valueStream()
                    .filter(item -> item.path("id").asString("").equals(worker.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(shown.propertyNames()).contains("id", "host", "state", "version", "slots");
            assertThat(shown.path("slots").path(0).propertyNames())
                    .contains("gpu", "uuid", "state", "engine", "checkpoint", "jobId", "memory");

            operator.post("/api/workers/" + worker.name() + "/drain", "").expect(200);
            operator.post("/api/workers/" + worker.name() + "/resume", "").expect(200);
            // Each comes by the exchange and by name.
            Within.bounds().until(() -> Set.copyOf(worker.orders()).size() == 2);
            assertThat(worker.orders().toString()).contains("Drain", "Resume", worker.name());
        }
        operator.post("/api/workers/nobody/drain", "").refused(404, "not-found");
    }
}
