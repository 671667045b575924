package imece.local.behaviour;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What is taken from somebody at one gateway ends at the other, for requests and for sockets that are open there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevocationIT {
    private static final String FOR_EVER = "{\"forbiddenUntil\":\"2999-01-01T00:00:00Z\"}";

    private final TwoGateways farm = TwoGateways.start(RevocationIT.class, "--imece.access.sign-ins-per-minute=10000");
    private final GatewayUnderTest gateway = farm.one();
    private final GatewayUnderTest second = farm.other();
    private final People people = new People(gateway);

    @AfterEach
    void emptyLine() {
        gateway.operator().delete("/api/operator/jobs?status=live").expect(202);
    }

    @AfterAll
    void close() {
        farm.close();
    }

    @Test
    void aSessionThatIsEnded() {
        Browser here = people.joined("ada", "user");
        Browser there = People.signedIn(second, "ada");
        String id = there.get("/api/sessions")
                .json()
                .path("items")
                .valueStream()
                .filter(session -> session.path("here").booleanValue())
                .findFirst()
                .orElseThrow()
                .path("id")
                .stringValue();
        try (Feed feed = Feed.open(second, there)) {
            here.delete("/api/sessions/" + id).expect(204);
            isFelt("a session that was ended", () -> !feed.isOpen() && refused(there, "/api/sessions", 401));
        }
        here.get("/api/jobs").expect(200);
    }

    @Test
    void anAccountThatIsDisabledWithItsKeys() {
        Browser here = people.joined("bob", "user");
        JsonNode key =
                here.post("/api/keys", "{\"name\":\"script\"}").expect(201).json();
        Browser there = People.signedIn(second, "bob");
        Browser script = People.program(second, key);
        script.get("/api/jobs").expect(200);
        try (Feed ofSession = Feed.open(second, there);
                Feed ofKey = ofKey(second, key)) {
            gateway.operator().patch(account("bob"), "{\"disabled\":true}").expect(200);
            isFelt(
                    "an account that was disabled",
                    () -> !ofSession.isOpen()
                            && !ofKey.isOpen()
                            && refused(there, "/api/sessions", 401)
                            && refused(script, "/api/jobs", 401));
        }
        gateway.operator().patch(account("bob"), "{\"disabled\":false}").expect(200);
        isFelt("the same, allowed again", () -> script.get("/api/jobs").status() == 200);
    }

    @Test
    void aRoleThatIsTakenAlsoFromKeysThatWereGivenIt() {
        Browser here = people.joined("carol", "operator");
        JsonNode key = here.post("/api/keys", "{\"name\":\"watch\",\"scopes\":[\"operate\",\"read\"]}")
                .expect(201)
                .json();
        Browser there = People.signedIn(second, "carol");
        Browser script = People.program(second, key);
        there.get("/api/workers").expect(200);
        script.get("/api/workers").expect(200);
        gateway.operator().patch(account("carol"), "{\"role\":\"user\"}").expect(200);
        isFelt(
                "a role that was taken",
                () -> refused(there, "/api/workers", 403) && refused(script, "/api/workers", 403));
        there.get("/api/jobs").expect(200);
        script.get("/api/jobs").expect(200);
    }

    @Test
    void aKeyThatIsRevoked() {
        JsonNode key = people.farmKey("{\"name\":\"x\"}");
        Browser script = People.program(second, key);
        script.get("/api/jobs").expect(200);
        try (Feed feed = ofKey(second, key)) {
            gateway.operator().delete("/api/operator/keys/" + idOf(key)).expect(204);
            isFelt("a key that was revoked", () -> !feed.isOpen() && refused(script, "/api/jobs", 401));
        }
    }

    @Test
    void aKeyThatEndsByItself() throws SQLException {
        JsonNode key = people.farmKey("{\"name\":\"x\",\"expiresInDays\":1}");
        Browser script = People.program(second, key);
        script.get("/api/jobs").expect(200);
        try (Feed feed = ofKey(second, key)) {
            gateway.rows().change("update api_keys set expires_at = now() where id = ?", idOf(key));
            isFelt("a key that has expired", () -> !feed.isOpen() && refused(script, "/api/jobs", 401));
        }
    }

    @Test
    void aVisitorWhoseThingsWereTakenAlong() {
        Browser browser = gateway.newcomer();
        browser.submitted("mine");
        String visitor = browser.visitor();
        Browser copy = new Browser(second.url()).with("imece_visitor", cookie(browser));
        people.accepted(browser, "dave", "user").expect(200);
        try (Feed feed = Feed.open(second, copy)) {
            browser.post("/api/account/belongings/take", "").expect(200);
            isFelt("a visitor whose things were taken along", () -> {
                copy.get("/api/jobs").expect(200);
                return !feed.isOpen() && !copy.visitor().equals(visitor);
            });
        }
    }

    @Test
    void aVisitorWhoHasDeletedEverything() {
        Browser browser = gateway.newcomer();
        browser.submitted("mine");
        String visitor = browser.visitor();
        Browser copy = new Browser(second.url()).with("imece_visitor", cookie(browser));
        try (Feed feed = Feed.open(second, copy)) {
            browser.delete("/api/me").expect(200);
            isFelt("a visitor who has deleted everything", () -> {
                copy.get("/api/jobs").expect(200);
                return !feed.isOpen() && !copy.visitor().equals(visitor);
            });
        }
    }

    @Test
    void anOwnerWhoIsForbiddenToAskAndAKeyWithAllItsUsers() {
        Browser visitor = second.newcomer();
        visitor.submitted("before");
        gateway.operator()
                .patch("/api/operator/owners/" + visitor.visitor(), FOR_EVER)
                .expect(200);
        visitor.post("/api/jobs", Browser.spec("after")).refused(403, "forbidden-by-operator");
        People.upload(visitor).refused(403, "forbidden-by-operator");
        visitor.get("/api/jobs").expect(200);

        JsonNode app = people.farmKey("{\"name\":\"app\",\"app\":true}");
        Browser ada = People.program(second, app)
                .always("X-Imece-User", UUID.randomUUID().toString());
        ada.post("/api/jobs", Browser.spec("before")).expect(202);
        gateway.operator()
                .patch(
                        "/api/operator/owners/"
                                + app.path("about").path("limits").stringValue(),
                        FOR_EVER)
                .expect(200);
        ada.post("/api/jobs", Browser.spec("after")).refused(403, "forbidden-by-operator");
        People.upload(ada).refused(403, "forbidden-by-operator");
    }

    private static void isFelt(String what, Callable<Boolean> felt) {
        long began = System.nanoTime();
        Within.bounds().until(felt);
        System.out.printf(
                "MEASURED %s is felt at the other gateway after %d ms%n",
                what, Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private static boolean refused(Browser browser, String path, int status) {
        return browser.get(path).status() == status;
    }

    private static Feed ofKey(GatewayUnderTest at, JsonNode key) {
        Feed feed = Feed.connect(at, at.newcomer(), "X-API-Key", key.path("key").stringValue());
        feed.await(frame -> true);
        return feed;
    }

    private String account(String name) {
        return "/api/operator/accounts/" + gateway.rows().text("select id::text from accounts where name = ?", name);
    }

    private static String idOf(JsonNode key) {
        return key.path("about").path("id").stringValue();
    }

    private static String cookie(Browser browser) {
        return browser.cookie().replaceFirst(".*imece_visitor=", "").replaceFirst(";.*", "");
    }
}
