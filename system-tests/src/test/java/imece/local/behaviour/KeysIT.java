package imece.local.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Programs that show a key: what it opens, what it does not, and how it ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysIT {
    private final TestServers.Fresh servers = TestServers.fresh(KeysIT.class);
    private final GatewayUnderTest gateway =
            GatewayUnderTest.start(servers, "--imece.gateway.trusted-proxies=127.0.0.0/8");
    private final GatewayUnderTest second = GatewayUnderTest.start(servers, "--imece.name=gateway-second");

    @AfterEach
    void emptyLine() {
        gateway.operator().delete("/api/operator/jobs?status=live").expect(202);
    }

    @AfterAll
    void close() {
        try (gateway;
                second) {
            assertThat(gateway.port()).isNotEqualTo(second.port());
        }
    }

    @Test
    void aKeyIsShownOnceAndOpensAsBearerAsHeaderAndAsPassword() {
        JsonNode made = made("{\"name\":\"tavern\"}");
        String key = key(made);
        String id = made.path("about").path("id").stringValue();

        String job = program(key).submitted("by a program");
        for (String[] header : new String[][] {
            {"Authorization", "Bearer " + key},
            {"X-API-Key", key},
            {"Authorization", "Basic " + Base64.getEncoder().encodeToString(("any:" + key).getBytes(UTF_8))}
        }) {
            assertThat(gateway.newcomer()
                            .get("/api/jobs/" + job, header)
                            .expect(200)
                            .header("Set-Cookie"))
                    .isEmpty();
        }
        gateway.newcomer().get("/api/jobs/" + job).refused(404, "not-found");

        String listed = gateway.operator().get("/api/operator/keys").expect(200).text();
        assertThat(listed).contains(id, "tavern", "lastUsedAt\":\"2").doesNotContain(key.substring(20));
        assertThat(gateway.rows().text("select secret_hash from api_keys where id = ?", id))
                .hasSize(64)
                .isNotEqualTo(key.substring(19));
    }

    @Test
    void aKeyMayWhatItsScopesSay() {
        String reading = key(made("{\"name\":\"r\",\"scopes\":[\"read\"]}"));
        String drawing = key(made("{\"name\":\"d\",\"scopes\":[\"draw\"]}"));
        String operating = key(made("{\"name\":\"o\",\"scopes\":[\"operate\"]}"));

        program(reading).get("/api/jobs").expect(200);
        program(reading).post("/api/jobs", Browser.spec("x")).refused(403, "scope-missing");
        program(reading).get("/api/workers").refused(403, "scope-missing");
        program(drawing).post("/api/jobs", Browser.spec("x")).expect(202);
        program(drawing).get("/api/jobs").refused(403, "scope-missing");
        program(operating).get("/api/workers").expect(200);
        program(operating).get("/api/jobs").refused(403, "scope-missing");
        program(operating).get("/api/operator/keys").refused(403, "scope-missing");
        program(operating).get("/api/keys").refused(403, "account-required");
    }

    @Test
    void theCookieOfAnOperatorDoesNotHelpAKey() {
        Browser operator = gateway.newcomer();
        operator.post("/api/operator/session", "{\"token\":\"" + gateway.operatorToken() + "\"}")
                .expect(204);
        operator.get("/api/workers").expect(200);

        operator.always("X-API-Key", key(made("{\"name\":\"x\"}")));
        operator.get("/api/workers").refused(403, "scope-missing");
    }

    @Test
    void aRevokedKeyEndsAtEveryGateway() {
        JsonNode made = made("{\"name\":\"short\"}");
        Browser here = program(key(made));
        Browser there = second.newcomer().always("X-API-Key", key(made));
        here.get("/api/jobs").expect(200);
        there.get("/api/jobs").expect(200);

        String path = "/api/operator/keys/" + made.path("about").path("id").stringValue();
        gateway.operator().delete(path).expect(204);

        here.get("/api/jobs").refused(401, "wrong-credential");
        Within.bounds().until(() -> there.get("/api/jobs").status() == 401);
        gateway.operator().delete(path).refused(404, "not-found");
        assertThat(gateway.operator().get("/api/operator/keys").text())
                .doesNotContain(made.path("about").path("id").stringValue());
    }

    @Test
    void whatAKeyCountsAndHowUrgentItIsChangesWhileItCounts() {
        JsonNode about = made("{\"name\":\"night work\",\"weight\":0.125}").path("about");
        assertThat(about.path("weight").doubleValue()).isEqualTo(0.125);
        assertThat(about.path("class").stringValue()).isEqualTo("interactive");
        String path = "/api/operator/keys/" + about.path("id").stringValue();
        Browser operator = gateway.operator();

        JsonNode changed = operator.patch(path, "{\"class\":\"batch\",\"weight\":2.5}")
                .expect(200)
                .json();
        assertThat(changed.path("class").stringValue()).isEqualTo("batch");
        assertThat(changed.path("weight").doubleValue()).isEqualTo(2.5);
        assertThat(operator.get("/api/operator/owners/" + about.path("limits").stringValue())
                        .expect(200)
                        .json()
                        .path("weight")
                        .doubleValue())
                .isEqualTo(2.5);
        operator.patch(path, "{}").invalid("");
        operator.patch(path, "{\"class\":\"soon\"}").invalid("class");
        operator.patch(path, "{\"weight\":101}").invalid("weight");
        operator.delete(path).expect(204);
        operator.patch(path, "{\"class\":\"batch\"}").refused(404, "not-found");
        assertThat(gateway.rows()
                        .text(
                                "select before ->> 'weight' || ' ' || (after ->> 'weight') || ' ' || (after ->> 'class')"
                                        + " from audit where what = 'key-changed' and on_id = ?",
                                about.path("id").stringValue()))
                .isEqualTo("0.125 2.5 batch");
    }

    @Test
    void aKeyEndsWhenItWasToEnd() {
        try (GatewayUnderTest later = GatewayUnderTest.start(servers, "--imece.name=gateway-later")) {
            Browser program = later.newcomer().always("X-API-Key", key(made("{\"name\":\"x\",\"expiresInDays\":2}")));
            program.get("/api/jobs").expect(200);
            later.pass(Duration.ofDays(2).minusMinutes(5));
            program.get("/api/jobs").expect(200);
            later.pass(Duration.ofMinutes(10));
            program.get("/api/jobs").refused(401, "wrong-credential");
        }
    }

    @Test
    void aKeyIsShownByPagesAndFromAddressesThatMay() {
        String bound = key(made("{\"name\":\"x\",\"networks\":[\"203.0.113.0/24\"]}"));
        program(bound).get("/api/jobs").refused(401, "wrong-credential");
        program(bound).get("/api/jobs", "X-Forwarded-For", "203.0.113.9").expect(200);

        String anywhere = key(made("{\"name\":\"x\",\"origins\":[\"https://chat.example\"]}"));
        program(anywhere).post("/api/jobs", Browser.spec("x")).expect(202);
        program(anywhere)
                .post("/api/jobs", Browser.spec("x"), "Origin", "https://chat.example")
                .expect(202);
        for (String origin :
                List.of("https://evil.example", "null", gateway.url().toString())) {
            program(anywhere).get("/api/jobs", "Origin", origin).refused(403, "foreign-origin");
        }
    }

    @Test
    void eachUserOfAnAppSeesItsOwnPicturesOnly() {
        String app = key(made("{\"name\":\"webui\",\"app\":true}"));
        Browser ada = program(app).always("X-OpenWebUI-User-Id", "ada");
        Browser bob = program(app).always("X-OpenWebUI-User-Id", "bob");
        String job = ada.submitted("ada's");

        ada.get("/api/jobs/" + job).expect(200);
        second.newcomer()
                .always("X-API-Key", app)
                .always("X-OpenWebUI-User-Id", "ada")
                .get("/api/jobs/" + job)
                .expect(200);
        bob.get("/api/jobs/" + job).refused(404, "not-found");
        program(app).get("/api/jobs/" + job).refused(404, "not-found");
        assertThat(gateway.rows()
                        .text("select o.kind from owners o join jobs j on j.owner = o.id where j.id = ?::uuid", job))
                .isEqualTo("sub-owner");

        Browser plain = program(key(made("{\"name\":\"no app\"}"))).always("X-OpenWebUI-User-Id", "ada");
        String plains = plain.submitted("the key's own");
        plain.always("X-OpenWebUI-User-Id", "bob").get("/api/jobs/" + plains).expect(200);
    }

    @Test
    void onlyWhoSaysWhoMayUseTheFarmMakesItsKeys() {
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        visitor.get("/api/operator/keys").refused(401, "operator-token-required");
        visitor.post("/api/operator/keys", "{\"name\":\"x\"}").refused(401, "operator-token-required");
        visitor.get("/api/keys").refused(401, "sign-in-required");
        visitor.post("/api/keys", "{\"name\":\"x\"}").refused(401, "sign-in-required");
        gateway.operator().post("/api/operator/keys", "{}").invalid("name");
    }

    private JsonNode made(String json) {
        return gateway.operator().post("/api/operator/keys", json).expect(201).json();
    }

    private static String key(JsonNode made) {
        return made.path("key").stringValue();
    }

    private Browser program(String key) {
        return gateway.newcomer().always("X-API-Key", key);
    }
}
