package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A visitor who signs in takes everything along, and whoever goes on in another browser is the same there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BelongingsIT {
    private static final String BELONGINGS = "/api/account/belongings";

    private final TestServers.Fresh servers = TestServers.fresh(BelongingsIT.class);
    private final GatewayUnderTest gateway = GatewayUnderTest.start(servers);
    private final GatewayUnderTest second = GatewayUnderTest.start(
            servers, "--imece.name=gateway-second", "--imece.gateway.key-file=" + gateway.keyFile());

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
    void everythingIsTakenAlongLiveJobsTooAndThePageOfTheAccountIsTold() {
        Browser phone = gateway.newcomer();
        signUp(phone, "ada");
        Browser laptop = gateway.newcomer();
        String chat = laptop.conversation();
        laptop.prompt(chat, "a lantern");
        String job = laptop.submitted("a boat");
        String key = UUID.randomUUID().toString();
        laptop.post("/api/jobs", Browser.spec("keyed"), "Idempotency-Key", key).expect(202);
        long version = laptop.job(job).path("version").longValue();
        String visitor = laptop.visitor();
        Browser otherTab = laptop.anotherTab();

        signIn(laptop, "ada");
        JsonNode offered = laptop.get(BELONGINGS).expect(200).json();
        assertThat(offered.path("live").intValue()).isEqualTo(3);
        assertThat(offered.path("conversations").intValue()).isEqualTo(1);
        assertThat(offered.path("suggested").booleanValue()).isTrue();
        laptop.get("/api/jobs/" + job).refused(404, "not-found");

        try (Feed ofAccount = Feed.open(second, phone.anotherTab());
                Feed ofVisitor = Feed.open(second, otherTab)) {
            laptop.post(BELONGINGS + "/take", "").expect(200);

            laptop.get("/api/jobs/" + job).expect(200);
            phone.get("/api/conversations/" + chat).expect(200);
            assertThat(phone.job(job).path("version").longValue()).isGreaterThan(version);
            assertThat(phone.status(job)).isEqualTo("queued");
            ofAccount.await(frame -> frame.path("job").path("id").asString("").equals(job));
            Within.bounds().until(() -> !ofVisitor.isOpen());
        }
        phone.delete("/api/jobs/" + job).expect(202);
        assertThat(gateway.rows().text("select moved_to::text from owners where id = ?::uuid", visitor))
                .isEqualTo(gateway.rows().text("select id::text from accounts where name = 'ada'"));
        otherTab.get("/api/jobs/" + job).refused(404, "not-found");
        Within.bounds().until(() -> {
            otherTab.get("/api/jobs").expect(200);
            return !otherTab.visitor().equals(visitor);
        });
        otherTab.submitted("somebody new by now");

        laptop.delete("/api/session").expect(204);
        laptop.get("/api/jobs/" + job).refused(404, "not-found");
        assertThat(laptop.get("/api/jobs").json().path("items").size()).isZero();
    }

    @Test
    void whatCameMeanwhileIsTakenTheNextTimeAndSomebodyElseGetsNothing() {
        Browser browser = gateway.newcomer();
        String first = browser.submitted("first");
        Browser sameVisitor = browser.anotherTab();
        String stolen = cookie(browser, "imece_visitor=");
        signUp(browser, "bob");
        browser.post(BELONGINGS + "/take", "").expect(200);
        browser.get("/api/jobs/" + first).expect(200);

        signIn(sameVisitor, "bob");
        sameVisitor.post(BELONGINGS + "/take", "").expect(200);
        Browser mallory = gateway.newcomer();
        signUp(mallory, "mallory");
        gateway.newcomer()
                .post(BELONGINGS + "/take", "", "Cookie", cookie(mallory, "_session=") + "; " + stolen)
                .refused(409, "taken-elsewhere");
        browser.get("/api/jobs/" + first).expect(200);
    }

    @Test
    void equalKeysOfRepeatedRequestsDoNotClash() {
        String key = UUID.randomUUID().toString();
        Browser account = gateway.newcomer();
        signUp(account, "carol");
        String accounts = account.post("/api/jobs", Browser.spec("hers"), "Idempotency-Key", key)
                .expect(202)
                .text();
        Browser browser = gateway.newcomer();
        browser.visitor();
        browser.post("/api/jobs", Browser.spec("hers"), "Idempotency-Key", key).expect(202);
        signIn(browser, "carol");
        browser.post(BELONGINGS + "/take", "").expect(200);

        assertThat(browser.post("/api/jobs", Browser.spec("hers"), "Idempotency-Key", key)
                        .expect(202)
                        .text())
                .isEqualTo(accounts);
        assertThat(browser.get("/api/jobs").json().path("items").size()).isEqualTo(2);
    }

    @Test
    void anotherDeviceGoesOnAsTheSameVisitorOnceAndTheWayBackIsKept() {
        Browser laptop = gateway.newcomer();
        String job = laptop.submitted("mine");
        Browser phone = second.newcomer();
        String phones = phone.submitted("the phone's own");
        String token = tokenOf(laptop.post("/api/continue", "").expect(201));

        assertThat(phone.post("/api/continue/look", said(token))
                        .expect(200)
                        .json()
                        .path("kind")
                        .stringValue())
                .isEqualTo("visitor");
        phone.get("/api/jobs/" + job).refused(404, "not-found");
        phone.post("/api/continue/accept", said(token)).expect(200);
        phone.get("/api/jobs/" + job).expect(200);
        phone.get("/api/jobs/" + phones).refused(404, "not-found");
        assertThat(phone.visitor()).as("for gateways of the last version, too").isEqualTo(laptop.visitor());
        second.newcomer().post("/api/continue/accept", said(token)).refused(404, "not-found");
        second.newcomer()
                .post("/api/continue/look", said(token.replace("to.", "to.0")))
                .refused(404, "not-found");

        assertThat(canGoBack(phone)).isTrue();
        assertThat(canGoBack(laptop)).isFalse();
        phone.post("/api/continue/back", "").expect(204);
        phone.get("/api/jobs/" + phones).expect(200);
        phone.get("/api/jobs/" + job).refused(404, "not-found");
        gateway.newcomer().post("/api/continue/back", "").refused(404, "not-found");
    }

    @Test
    void anotherDeviceOfAnAccountSignsInAndIsNotAskedToTakeItsVisitorAlong() {
        Browser laptop = gateway.newcomer();
        signUp(laptop, "dave");
        String job = laptop.submitted("dave's");
        Browser phone = second.newcomer();
        phone.submitted("somebody's own");
        String token = tokenOf(laptop.post("/api/continue", "").expect(201));
        assertThat(phone.post("/api/continue/look", said(token))
                        .expect(200)
                        .json()
                        .path("name")
                        .stringValue())
                .isEqualTo("dave");
        phone.post("/api/continue/accept", said(token)).expect(200);
        phone.get("/api/jobs/" + job).expect(200);
        assertThat(phone.get(BELONGINGS).json().path("suggested").booleanValue())
                .isFalse();
        laptop.post("/api/continue/to-keep", "").refused(403, "people-only");
    }

    @Test
    void aLinkToKeepBringsAVisitorBackUntilAnotherIsMade() {
        Browser lost = gateway.newcomer();
        String job = lost.submitted("mine");
        String first = tokenOf(lost.post("/api/continue/to-keep", "").expect(201));
        for (int i = 0; i < 2; i++) {
            Browser found = gateway.newcomer();
            found.post("/api/continue/accept", said(first)).expect(200);
            found.get("/api/jobs/" + job).expect(200);
        }
        tokenOf(lost.post("/api/continue/to-keep", "").expect(201));
        gateway.newcomer().post("/api/continue/accept", said(first)).refused(404, "not-found");
    }

    private static String cookie(Browser browser, String part) {
        return Arrays.stream(browser.cookie().split("; "))
                .filter(cookie -> cookie.contains(part))
                .findFirst()
                .orElseThrow();
    }

    private void signUp(Browser browser, String name) {
        String link = gateway.operator()
                .post("/api/operator/invites", "{}")
                .expect(201)
                .json()
                .path("link")
                .stringValue();
        browser.post(
                        "/api/invites/accept",
                        json(Map.of(
                                "token",
                                link.substring(link.indexOf('#') + 1),
                                "name",
                                name,
                                "password",
                                "correct horse")))
                .expect(200);
    }

    private static void signIn(Browser browser, String name) {
        browser.post("/api/session", json(Map.of("name", name, "password", "correct horse")))
                .expect(200);
    }

    private static boolean canGoBack(Browser browser) {
        return browser.get("/api/session").expect(200).json().path("canGoBack").booleanValue();
    }

    private static String tokenOf(Answer made) {
        String link = made.json().path("link").stringValue();
        assertThat(link).startsWith("/continue#");
        return link.substring(link.indexOf('#') + 1);
    }

    private static String said(String token) {
        return json(Map.of("token", token));
    }

    private static String json(Map<String, String> fields) {
        return Browser.JSON.writeValueAsString(fields);
    }
}
