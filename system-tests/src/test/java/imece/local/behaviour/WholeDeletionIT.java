package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Whoever deletes everything ends with it, at every gateway: cookie, sessions, keys and sockets. Undo brings all of it back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WholeDeletionIT {
    private final TwoGateways farm =
            TwoGateways.start(WholeDeletionIT.class, "--imece.access.sign-ins-per-minute=10000");
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
    void aVisitorsCookieIsNobodysAtEveryGatewayUntilUndoBringsItBack() {
        Browser visitor = gateway.newcomer();
        String job = visitor.submitted("mine");
        String chat = visitor.conversation();
        String who = visitor.visitor();
        Browser copy = TwoGateways.at(second, visitor);

        Answer gone;
        try (Feed here = Feed.open(gateway, TwoGateways.at(gateway, visitor));
                Feed there = Feed.open(second, copy)) {
            gone = visitor.delete("/api/me").expect(200);
            Within.bounds().until(() -> !here.isOpen() && !there.isOpen());
        }
        assertThat(copy.get("/api/jobs").expect(200).json().path("items").size())
                .isZero();
        Within.bounds().until(() -> {
            copy.get("/api/jobs").expect(200);
            return !copy.visitor().equals(who);
        });
        String somebodyNew = copy.submitted("somebody new's");
        assertThat(ownerOf("jobs", somebodyNew)).isEqualTo(copy.visitor()).isNotEqualTo(who);
        assertThat(visitor.visitor()).as("its cookie was taken away").isNotEqualTo(who);

        Browser back = second.newcomer();
        back.post("/api/undo", undoing(gone)).expect(200);
        assertThat(back.visitor()).isEqualTo(who);
        for (GatewayUnderTest each : List.of(gateway, second)) {
            Browser again = TwoGateways.at(each, back);
            again.get("/api/jobs/" + job).expect(200);
            again.get("/api/conversations/" + chat).expect(200);
            assertThat(again.visitor())
                    .as("is nobody new, from the first request on")
                    .isEqualTo(who);
            assertThat(ownerOf("jobs", again.submitted("once more"))).isEqualTo(who);
        }
        copy.get("/api/jobs/" + somebodyNew).expect(200);
    }

    @Test
    void whatAVisitorStillAddsAtAGatewayThatBelievesTheCookieIsRefused() {
        Browser visitor = gateway.newcomer();
        String job = visitor.submitted("mine");
        String chat = visitor.conversation();
        String who = visitor.visitor();
        Browser copy = TwoGateways.at(second, visitor);

        visitor.delete("/api/me").expect(200);
        for (Answer late : List.of(
                copy.post("/api/jobs", Browser.spec("late")),
                copy.post("/api/conversations", "{}"),
                copy.post("/api/conversations/" + chat + "/messages", Browser.spec("late")),
                copy.post("/api/jobs/" + job + "/retry", ""),
                People.upload(copy),
                copy.delete("/api/me"))) {
            // Or somebody new has added something, once the gateway knows.
            assertThat(late.status()).isIn(401, 404, 200, 201, 202);
        }
        for (String table : List.of("jobs where forgotten_by is null", "conversations where deleted_by is null")) {
            assertThat(gateway.rows().text("select count(*) from " + table + " and owner = ?::uuid", who))
                    .as(table)
                    .isEqualTo("0");
        }
        assertThat(gateway.rows().text("select count(*) from uploads where owner = ?::uuid", who))
                .isEqualTo("0");
    }

    @Test
    void anAccountEndsWithItsSessionsKeysLinksAndSocketsAndComesBackByUndo() {
        Browser here = people.joined("ada", "user");
        Browser there = People.signedIn(second, "ada");
        JsonNode key =
                here.post("/api/keys", "{\"name\":\"script\"}").expect(201).json();
        Browser script = People.program(second, key);
        String job = People.job(script.post("/api/jobs", Browser.spec("ada's")).expect(202));
        String account = gateway.rows().text("select id::text from accounts where name = 'ada'");
        String link = passwordLink(account);
        String cookie = here.cookie();

        script.delete("/api/me").refused(403, "people-only");
        Answer gone;
        try (Feed ofSession = Feed.open(second, there);
                Feed ofKey = Feed.connect(
                        second, second.newcomer(), "X-API-Key", key.path("key").stringValue())) {
            gone = here.delete("/api/me").expect(200);
            Within.bounds().until(() -> !ofSession.isOpen() && !ofKey.isOpen());
        }
        Within.bounds().until(() -> there.get("/api/sessions").status() == 401);
        Within.bounds().until(() -> script.get("/api/jobs").status() == 401);
        Within.bounds()
                .until(() -> gateway.newcomer()
                                .get("/api/sessions", "Cookie", cookie)
                                .status()
                        == 401);
        People.signIn(gateway.newcomer(), "ada").refused(401, "wrong-password");
        gateway.newcomer()
                .post("/api/invites/accept", People.acceptance(link, "ada"))
                .refused(404, "not-found");
        people.accepted(gateway.newcomer(), "ada", "user").refused(409, "name-taken");
        assertThat(gateway.operator().get("/api/operator/accounts").text()).doesNotContain(account);

        Answer undone = second.newcomer().post("/api/undo", undoing(gone)).expect(200);
        assertThat(undone.response().headers().allValues("Set-Cookie").toString())
                .as("no cookie holds an account's id")
                .doesNotContain(account);
        gateway.newcomer().get("/api/sessions", "Cookie", cookie).expect(401);
        Browser again = People.signedIn(gateway, "ada");
        again.get("/api/jobs/" + job).expect(200);
        Within.bounds().until(() -> script.get("/api/jobs/" + job).status() == 200);

        again.delete("/api/me").expect(200);
        purgeAt(second);
        gateway.newcomer().post("/api/undo", undoing(gone)).refused(410, "undo-too-late");
        for (String row : List.of("accounts where id", "api_keys where person", "jobs where owner")) {
            assertThat(gateway.rows().text("select count(*) from " + row + " = ?::uuid", account))
                    .isEqualTo("0");
        }
        Browser namesake = people.joined("ada", "user");
        namesake.get("/api/jobs/" + job).refused(404, "not-found");
        assertThat(namesake.get("/api/jobs").json().path("items").size()).isZero();
    }

    @Test
    void aUserOfAnAppDeletesTheirsAndTheOthersAndTheKeyGoOn() {
        JsonNode app = people.farmKey("{\"name\":\"chat\",\"app\":true}");
        Browser ada = People.program(gateway, app).always("X-Imece-User", "ada");
        Browser bob = People.program(second, app).always("X-OpenWebUI-User-Id", "bob");
        String adas = People.job(ada.post("/api/jobs", Browser.spec("ada's")).expect(202));
        String bobs = People.job(bob.post("/api/jobs", Browser.spec("bob's")).expect(202));
        String keys = People.job(People.program(gateway, app)
                .post("/api/jobs", Browser.spec("the app's"))
                .expect(202));

        Answer gone = ada.delete("/api/me").expect(200);
        ada.get("/api/jobs/" + adas).refused(404, "not-found");
        bob.get("/api/jobs/" + bobs).expect(200);
        People.program(second, app).get("/api/jobs/" + keys).expect(200);
        String later =
                People.job(ada.post("/api/jobs", Browser.spec("ada again")).expect(202));
        Answer undone = ada.post("/api/undo", undoing(gone)).expect(200);
        assertThat(undone.header("Set-Cookie")).isEmpty();
        ada.get("/api/jobs/" + adas).expect(200);
        ada.get("/api/jobs/" + later).expect(200);

        Browser nobodyYet = People.program(gateway, app).always("X-Imece-User", "has nothing here");
        Answer nothing = nobodyYet.delete("/api/me").expect(200);
        assertThat(gateway.newcomer()
                        .post("/api/undo", undoing(nothing))
                        .expect(200)
                        .text())
                .contains("everything");
        assertThat(gateway.newcomer()
                        .post("/api/undo", undoing(nothing))
                        .refused(410, "undo-too-late")
                        .response()
                        .headers()
                        .allValues("Set-Cookie")
                        .size())
                .as("a newcomer's own cookies only")
                .isLessThanOrEqualTo(2);
    }

    @Test
    void whatAGatewayLeavesThatDiesMeanwhileIsPurgedByTheNext() throws SQLException {
        Browser visitor = gateway.newcomer();
        String job = visitor.submitted("left behind");
        visitor.delete("/api/me").expect(200);
        // As it stands when the gateway has died after its first transaction.
        gateway.rows().change("update jobs set forgotten_by = null where id = ?::uuid", job);

        purgeAt(second);

        assertThat(gateway.rows().text("select count(*) from jobs where id = ?::uuid", job))
                .isEqualTo("0");
    }

    private String passwordLink(String account) {
        String link = gateway.operator()
                .post("/api/operator/accounts/" + account + "/password-link", "")
                .expect(201)
                .json()
                .path("link")
                .stringValue();
        return link.substring(link.indexOf('#') + 1);
    }

    private String ownerOf(String table, String id) {
        return gateway.rows().text("select owner::text from " + table + " where id = ?::uuid", id);
    }

    private static String undoing(Answer deletion) {
        return "{\"undo\":\"" + deletion.json().path("undo").stringValue() + "\"}";
    }

    /** A minute later, at this gateway. */
    private void purgeAt(GatewayUnderTest purging) {
        try {
            gateway.rows().change("update deletions set purge_at = purge_at - interval '61 seconds'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        purging.tick("purge-deletions");
    }
}
