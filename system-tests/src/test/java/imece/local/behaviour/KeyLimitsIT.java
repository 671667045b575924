package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** The limits of a key count beside those of whom it draws for, whoever of its app's users asks, and from whichever page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyLimitsIT {
    private static final int USERS = 5;
    private static final String PAGE = "https://chat.example";

    private final TestServers.Fresh servers = TestServers.fresh(KeyLimitsIT.class);
    private final GatewayUnderTest gateway = GatewayUnderTest.start(
            servers, "--imece.gateway.max-waiting-per-user=5", "--imece.limits.owner.users-of-app=" + USERS);
    private final GatewayUnderTest second = GatewayUnderTest.start(
            servers,
            "--imece.name=gateway-second",
            "--imece.gateway.max-waiting-per-user=5",
            "--imece.limits.owner.users-of-app=" + USERS,
            "--imece.gateway.key-file=" + gateway.keyFile(),
            "--imece.gateway.pictures=" + gateway.pictures());
    private final People people = new People(gateway);

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
    void eachUserOfAnAppHasAShareOfItsOwnInsideTheKeys() {
        JsonNode app = people.farmKey("{\"name\":\"chat\",\"app\":true}");
        limit(app, "{\"waiting\":8}");
        Browser ada = user(gateway, app, "ada");
        Browser bob = user(second, app, "bob");

        asked(ada, 5);
        limited(ada, "too-many-waiting");
        asked(bob, 3);
        limited(bob, "too-many-waiting");
        JsonNode me = bob.get("/api/me").expect(200).json();
        assertThat(me.path("kind").stringValue()).isEqualTo("sub-owner");
        assertThat(used(me.path("limits"), "waiting")).isEqualTo(3);
        assertThat(used(me.path("key").path("limits"), "waiting")).isEqualTo(8);

        ada.delete("/api/jobs?status=live").expect(202);
        asked(bob, 2);
        limited(bob, "too-many-waiting");
    }

    @Test
    void theRateOfAKeyIsThatOfAllItsUsersTogether() {
        JsonNode app = people.farmKey("{\"name\":\"chat\",\"app\":true}");
        limit(app, "{\"perMinute\":1,\"burst\":3}");
        asked(user(gateway, app, "ada"), 2);
        asked(user(second, app, "bob"), 1);
        limited(user(gateway, app, "bob"), "too-fast");
        limited(user(second, app, "carol"), "too-fast");
        limited(People.program(gateway, app), "too-fast");
        assertThat(gateway.rows().text("select count(*) from owners where within = ?::uuid", limits(app)))
                .as("who was refused is nobody")
                .isEqualTo("2");
    }

    @Test
    void whatIsMadeByAKeyCountsForItAndForWhomItDraws() {
        JsonNode app = people.farmKey("{\"name\":\"chat\",\"app\":true,\"dailyPictures\":1}");
        Browser ada = user(gateway, app, "ada");
        drawn(ada);
        limited(user(second, app, "bob"), "daily-limit");
        assertThat(sums(limits(app))).isEqualTo(sums(owner(ada))).startsWith("1 ");

        Browser person = people.joined("ada " + UUID.randomUUID(), "user");
        JsonNode key = person.post("/api/keys", "{\"name\":\"script\",\"dailyPictures\":1}")
                .expect(201)
                .json();
        Browser script = People.program(gateway, key);
        drawn(script);
        limited(script, "daily-limit");
        asked(person, 1);
        assertThat(sums(limits(key))).isEqualTo(sums(owner(person))).startsWith("1 ");
        assertThat(owner(script)).as("what it makes is the person's").isEqualTo(owner(person));
    }

    @Test
    void whatIsStoredByAKeyCountsForBothToo() {
        JsonNode app = people.farmKey("{\"name\":\"chat\",\"app\":true,\"dailyBytes\":1}");
        Browser ada = user(gateway, app, "ada");
        People.upload(ada).expect(201);
        assertThat(sums(limits(app))).isEqualTo(sums(owner(ada)));
        People.upload(user(gateway, app, "bob")).refused(413, "daily-limit");
    }

    @Test
    void anAppNamesSoManyUsersAndNoMoreAndLookingMakesNobody() {
        JsonNode app = people.farmKey("{\"name\":\"chat\",\"app\":true}");
        for (int i = 0; i < 50; i++) {
            user(gateway, app, "only looks " + i).get("/api/jobs").expect(200);
        }
        for (int i = 0; i < USERS; i++) {
            user(gateway, app, "asks " + i).post("/api/conversations", "{}").expect(201);
        }
        Browser next = user(second, app, "one too many");
        next.post("/api/jobs", Browser.spec("x")).refused(429, "too-many-users");
        next.post("/api/conversations", "{}").refused(429, "too-many-users");
        People.upload(next).refused(429, "too-many-users");
        next.get("/api/jobs").expect(200);
        asked(user(second, app, "asks 1"), 1);
        assertThat(gateway.rows().text("select count(*) from owners where within = ?::uuid", limits(app)))
                .isEqualTo(Integer.toString(USERS));
    }

    @Test
    void aUserThatIsNoneIsRefusedAndNobodysPicturesAreShown() throws IOException {
        JsonNode app = people.farmKey("{\"name\":\"chat\",\"app\":true}");
        String longest = "u".repeat(200);
        asked(user(gateway, app, longest), 1);
        Browser longer = user(gateway, app, longest + "v");
        longer.get("/api/jobs").refused(400, "unclear-user");
        longer.post("/api/jobs", Browser.spec("x")).refused(400, "unclear-user");
        user(gateway, app, "ada")
                .always("X-OpenWebUI-User-Id", "bob")
                .get("/api/jobs")
                .refused(400, "unclear-user");
        user(gateway, app, "ada")
                .always("X-OpenWebUI-User-Id", "ada")
                .get("/api/jobs")
                .expect(200);
        assertThat(user(gateway, app, "u".repeat(10_000)).get("/api/jobs").status())
                .isEqualTo(400);
        String ada = owner(user(gateway, app, "ada"));
        for (String split : List.of("X-Imece-User: ada\r\n bob", "X-Imece-User: a\u0001b", "X-Imece-User: ada\rbob")) {
            // Refused, or what the container makes of it is somebody of their own.
            String said = said(app, split);
            assertThat(said)
                    .startsWith("HTTP/1.1 ")
                    .doesNotStartWith("HTTP/1.1 5")
                    .doesNotContain(ada, limits(app));
        }
        People.program(gateway, people.farmKey("{\"name\":\"no app\"}"))
                .always("X-Imece-User", longest + "v")
                .get("/api/jobs")
                .expect(200);
    }

    @Test
    void aPageReadsWhatAKeyThatNamesItIsAnsweredAndNoOther() {
        Browser named = People.program(gateway, people.farmKey("{\"name\":\"x\",\"origins\":[\"" + PAGE + "\"]}"));
        Browser other = People.program(gateway, people.farmKey("{\"name\":\"x\"}"));

        Answer asked = preflight(PAGE);
        asked.expect(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("Authorization", "X-API-Key", "X-Imece-User");
        assertThat(asked.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(asked.header("Set-Cookie")).isEmpty();
        for (String page : List.of("https://evil.example", "null", "http://chat.example", PAGE + ".evil.example")) {
            assertThat(preflight(page).header("Access-Control-Allow-Origin"))
                    .as(page)
                    .isEmpty();
        }

        for (Answer answer : List.of(
                named.get("/api/jobs", "Origin", PAGE).expect(200),
                named.post("/api/jobs", Browser.spec("x"), "Origin", PAGE).expect(202),
                named.get("/api/jobs/" + UUID.randomUUID(), "Origin", PAGE).expect(404))) {
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(PAGE);
            assertThat(answer.header("Vary")).contains("Origin");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        }
        assertThat(named.get("/api/jobs").expect(200).header("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(other.get("/api/jobs", "Origin", PAGE)
                        .refused(403, "foreign-origin")
                        .header("Access-Control-Allow-Origin"))
                .isEmpty();
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        assertThat(visitor.get("/api/jobs", "Origin", PAGE).header("Access-Control-Allow-Origin"))
                .isEmpty();
        visitor.post("/api/jobs", Browser.spec("x"), "Origin", PAGE).refused(403, "foreign-origin");
    }

    private Answer preflight(String page) {
        return gateway.newcomer()
                .send(
                        "OPTIONS",
                        "/api/jobs",
                        BodyPublishers.noBody(),
                        "Origin",
                        page,
                        "Access-Control-Request-Method",
                        "POST",
                        "Access-Control-Request-Headers",
                        "authorization");
    }

    private String said(JsonNode app, String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.getOutputStream()
                    .write(("GET /api/me HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-API-Key: "
                                    + app.path("key").stringValue() + "\r\n" + header + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private void drawn(Browser browser) {
        String job = People.job(browser.post("/api/jobs", Browser.spec("drawn")).expect(202));
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            FakeRun run = worker.take();
            while (!run.id().equals(job)) {
                run.start().complete();
                run = worker.take();
            }
            run.start().complete();
            Within.bounds().until(() -> browser.status(job).equals("complete"));
        }
    }

    private static void asked(Browser browser, int jobs) {
        for (int i = 0; i < jobs; i++) {
            browser.post("/api/jobs", Browser.spec("x")).expect(202);
        }
    }

    private static void limited(Browser browser, String code) {
        browser.post("/api/jobs", Browser.spec("too many")).refused(429, code);
    }

    private void limit(JsonNode key, String json) {
        gateway.operator().patch("/api/operator/owners/" + limits(key), json).expect(200);
    }

    private static Browser user(GatewayUnderTest at, JsonNode app, String name) {
        return People.program(at, app).always("X-Imece-User", name);
    }

    private static String limits(JsonNode key) {
        return key.path("about").path("limits").stringValue();
    }

    private static String owner(Browser browser) {
        return browser.get("/api/me").expect(200).json().path("owner").stringValue();
    }

    private String sums(String owner) {
        return gateway.rows()
                .text(
                        "select pictures || ' ' || gpu_millis || ' ' || bytes from owner_usage where owner = ?::uuid",
                        owner);
    }

    private static long used(JsonNode limits, String what) {
        return limits.valueStream()
                .filter(limit -> limit.path("what").stringValue().equals(what))
                .findFirst()
                .orElseThrow()
                .path("used")
                .longValue();
    }
}
