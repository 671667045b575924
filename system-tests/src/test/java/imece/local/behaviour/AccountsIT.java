package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.AdminLink;
import imece.local.TestServers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A farm for people with an account: how they get in, what they may do, and how their sessions end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountsIT {
    private static final String PASSWORD = "correct horse";

    private final TestServers.Fresh servers = TestServers.fresh(AccountsIT.class);
    private final GatewayUnderTest gateway =
            GatewayUnderTest.start(servers, "--imece.access.mode=accounts", "--imece.access.sign-ins-per-minute=30");
    private final GatewayUnderTest second = GatewayUnderTest.start(
            servers,
            "--imece.name=gateway-second",
            "--imece.access.mode=accounts",
            "--imece.access.sign-ins-per-minute=30",
            "--imece.gateway.key-file=" + gateway.keyFile());

    @AfterAll
    void close() {
        try (gateway;
                second) {
            assertThat(gateway.port()).isNotEqualTo(second.port());
        }
    }

    @Test
    void strangersAreTurnedAwayAndSeeThePageThatLetsThemIn() {
        Browser stranger = gateway.newcomer();
        for (String path : List.of("/api/jobs", "/api/options", "/api/queue", "/api/conversations", "/api/nothing")) {
            assertThat(stranger.get(path).refused(401, "sign-in-required").header("Set-Cookie"))
                    .isEmpty();
        }
        stranger.post("/api/jobs", Browser.spec("x")).refused(401, "sign-in-required");
        stranger.get("/api/workers").refused(401, "operator-token-required");
        stranger.get("/").expect(200);
        assertThat(stranger.get("/api/session").expect(200).json().path("kind").stringValue())
                .isEqualTo("nobody");
        assertThat(stranger.get("/api/session").json().path("access").stringValue())
                .isEqualTo("accounts");
        gateway.operator().get("/api/workers").expect(200);
        gateway.operator().get("/api/queue").expect(200);
    }

    @Test
    void theFarmsMachineMakesTheFirstAdministratorAndInvitesLetTheOthersIn() {
        String link = new AdminLink(UUID.randomUUID(), Instant.now().plusSeconds(600)).token(gateway.key());
        Browser admin = gateway.newcomer();
        JsonNode shown =
                admin.post("/api/invites/look", token(link)).expect(200).json();
        assertThat(shown.path("does").stringValue()).isEqualTo("join");
        assertThat(shown.path("role").stringValue()).isEqualTo("admin");
        admin.post("/api/invites/accept", joining(link, "root", "short")).invalid("password");
        Answer joined = admin.post("/api/invites/accept", joining(link, "root", PASSWORD))
                .expect(200);
        assertThat(joined.header("Set-Cookie"))
                .startsWith("imece_" + gateway.rows().text("select cookies from farm") + "_session=")
                .contains("HttpOnly", "SameSite=Lax", "Path=/");
        assertThat(admin.get("/api/session").json().path("role").stringValue()).isEqualTo("admin");
        admin.get("/api/workers").expect(200);

        gateway.newcomer().post("/api/invites/look", token(link)).refused(404, "not-found");
        gateway.newcomer()
                .post("/api/invites/accept", joining(link, "other", PASSWORD))
                .refused(404, "not-found");
        for (String forged : List.of(
                "x",
                new AdminLink(UUID.randomUUID(), Instant.now().plusSeconds(600))
                        .token("another key, just as long as that"),
                new AdminLink(UUID.randomUUID(), Instant.now().minusSeconds(1)).token(gateway.key()))) {
            gateway.newcomer().post("/api/invites/look", token(forged)).refused(404, "not-found");
        }

        JsonNode invite = admin.post("/api/operator/invites", "{\"uses\":2,\"note\":\"friends\"}")
                .expect(201)
                .json();
        String invited = tokenOf(invite);
        Browser ada = joined(invited, "Ada@Example.org");
        assertThat(ada.get("/api/session").json().path("role").stringValue()).isEqualTo("user");
        ada.get("/api/workers").refused(403, "role-missing");
        ada.get("/api/operator/keys").refused(403, "role-missing");
        gateway.newcomer()
                .post("/api/invites/accept", joining(invited, "ADA@example.org", PASSWORD))
                .refused(409, "name-taken");
        joined(invited, "bob");
        gateway.newcomer().post("/api/invites/look", token(invited)).refused(404, "not-found");

        String revoked =
                tokenOf(admin.post("/api/operator/invites", "{}").expect(201).json());
        String id = revoked.split("\\.", 2)[0];
        assertThat(admin.get("/api/operator/invites").text()).contains(id).doesNotContain(revoked);
        admin.delete("/api/operator/invites/" + id).expect(204);
        admin.delete("/api/operator/invites/" + id).refused(404, "not-found");
        gateway.newcomer().post("/api/invites/look", token(revoked)).refused(404, "not-found");
    }

    @Test
    void whatAPersonDrawsIsTheirsWhereverTheySignIn() {
        Browser here = person("carol");
        String job = here.post("/api/jobs", Browser.spec("carol's"))
                .expect(202)
                .json()
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();
        Browser there = signedIn(second, " CAROL ");
        there.get("/api/jobs/" + job).expect(200);
        person("dave").get("/api/jobs/" + job).refused(404, "not-found");

        there.delete("/api/session").expect(204);
        there.get("/api/jobs/" + job).refused(401, "sign-in-required");
        here.get("/api/jobs/" + job).expect(200);
    }

    @Test
    void aWrongNameAndAWrongPasswordAreToldAlike() {
        person("erin");
        Browser anybody = gateway.newcomer();
        String wrong = anybody.post("/api/session", signIn("erin", "wrong password"))
                .refused(401, "wrong-password")
                .text();
        assertThat(anybody.post("/api/session", signIn("nobody-at-all", "wrong password"))
                        .refused(401, "wrong-password")
                        .text())
                .isEqualTo(wrong);
        anybody.post("/api/session", "{}").invalid("name", "password");
    }

    @Test
    void sessionsAreListedAndEndEverywhereWithTheirSockets() {
        Browser laptop = person("frank");
        Browser phone = signedIn(second, "frank");
        JsonNode sessions = laptop.get("/api/sessions").expect(200).json().path("items");
        assertThat(sessions.size()).isEqualTo(2);
        String phones = sessions.valueStream()
                .filter(session -> !session.path("here").booleanValue())
                .findFirst()
                .orElseThrow()
                .path("id")
                .stringValue();

        try (Feed feed = Feed.open(second, phone)) {
            laptop.delete("/api/sessions/" + phones).expect(204);
            Within.bounds().until(() -> !feed.isOpen());
        }
        Within.bounds().until(() -> phone.get("/api/jobs").status() == 401);
        laptop.get("/api/jobs").expect(200);
        laptop.delete("/api/sessions/" + phones).refused(404, "not-found");

        Browser again = signedIn(second, "frank");
        again.delete("/api/sessions").expect(204);
        again.get("/api/jobs").refused(401, "session-ended");
        Within.bounds().until(() -> laptop.get("/api/jobs").status() == 401);
        laptop.get("/api/jobs").refused(401, "sign-in-required");
        assertThat(gateway.rows().text("""
                                select count(*) from account_sessions s join accounts a on a.id::text = s.principal_name
                                where a.name = 'frank'""")).isEqualTo("0");
    }

    @Test
    void aSessionsRowHoldsTextsOnlyAndItsIdAloneOpensNothing() {
        Browser person = person("grace");
        String id = person.get("/api/sessions")
                .json()
                .path("items")
                .path(0)
                .path("id")
                .stringValue();
        String name = "imece_" + gateway.rows().text("select cookies from farm") + "_session";

        gateway.newcomer().get("/api/jobs", "Cookie", name + "=" + id).refused(401, "sign-in-required");
        assertThat(gateway.rows().texts("""
                                select convert_from(attribute_bytes, 'UTF8') from account_sessions_attributes
                                join account_sessions on primary_id = session_primary_id where session_id = '%s'""".formatted(id)))
                .hasSize(3)
                .contains("SIGNED_IN")
                .anyMatch(text -> text.matches("[0-9a-f-]{36}"));
    }

    @Test
    void aNewPasswordEndsTheOtherSessionsAndALinkGivesOneToWhoHasLostIt() {
        Browser here = person("heidi");
        Browser there = signedIn(gateway, "heidi");
        here.post("/api/account/password", "{\"old\":\"wrong\",\"new\":\"another password\"}")
                .refused(401, "wrong-password");
        here.post("/api/account/password", "{\"old\":\"" + PASSWORD + "\",\"new\":\"another password\"}")
                .expect(204);
        here.get("/api/jobs").expect(200);
        there.get("/api/jobs").refused(401, "session-ended");
        gateway.newcomer().post("/api/session", signIn("heidi", PASSWORD)).refused(401, "wrong-password");

        String account = gateway.rows().text("select id::text from accounts where name = 'heidi'");
        String link = tokenOf(gateway.operator()
                .post("/api/operator/accounts/" + account + "/password-link", "")
                .expect(201)
                .json());
        Browser lost = gateway.newcomer();
        JsonNode shown = lost.post("/api/invites/look", token(link)).expect(200).json();
        assertThat(shown.path("does").stringValue()).isEqualTo("password");
        assertThat(shown.path("name").stringValue()).isEqualTo("heidi");
        lost.post("/api/invites/accept", joining(link, "ignored", PASSWORD)).expect(200);
        lost.get("/api/jobs").expect(200);
        here.get("/api/jobs").refused(401, "session-ended");
        gateway.newcomer()
                .post("/api/invites/accept", joining(link, "ignored", PASSWORD))
                .refused(404, "not-found");
    }

    @Test
    void aRoleIsGivenAndTakenAndADisabledAccountIsOut() {
        Browser person = person("ivan");
        String path =
                "/api/operator/accounts/" + gateway.rows().text("select id::text from accounts where name = 'ivan'");
        person.get("/api/workers").refused(403, "role-missing");

        gateway.operator().patch(path, "{\"role\":\"operator\"}").expect(200);
        person.get("/api/workers").expect(200);
        person.get("/api/operator/accounts").refused(403, "role-missing");
        gateway.operator().patch(path, "{\"role\":\"admin\"}").expect(200);
        assertThat(person.get("/api/operator/accounts").expect(200).text()).contains("ivan");

        gateway.operator().patch(path, "{\"disabled\":true}").expect(200);
        person.get("/api/jobs").refused(401, "session-ended");
        gateway.newcomer().post("/api/session", signIn("ivan", PASSWORD)).refused(401, "wrong-password");
        gateway.operator().patch(path, "{\"disabled\":false}").expect(200);
        signedIn(gateway, "ivan").get("/api/jobs").expect(200);
        gateway.operator()
                .patch("/api/operator/accounts/" + UUID.randomUUID(), "{}")
                .refused(404, "not-found");
    }

    @Test
    void aPersonsKeyDrawsForThePerson() {
        Browser person = person("judy");
        JsonNode made =
                person.post("/api/keys", "{\"name\":\"script\"}").expect(201).json();
        person.post("/api/keys", "{\"name\":\"x\",\"scopes\":[\"operate\"]}").invalid("scopes");
        Browser script = gateway.newcomer().always("X-API-Key", made.path("key").stringValue());
        String job = script.post("/api/jobs", Browser.spec("x"))
                .expect(202)
                .json()
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();
        person.get("/api/jobs/" + job).expect(200);
        String id = made.path("about").path("id").stringValue();
        assertThat(person.get("/api/keys").text()).contains(id);
        Browser other = person("mallory");
        assertThat(other.get("/api/keys").text()).doesNotContain(id);
        other.delete("/api/keys/" + id).refused(404, "not-found");
        person.delete("/api/keys/" + id).expect(204);
        script.get("/api/jobs").refused(401, "wrong-credential");
    }

    @Test
    void whoTriesTooOftenWaits() {
        try (GatewayUnderTest strict = GatewayUnderTest.start(
                servers,
                "--imece.name=gateway-strict",
                "--imece.access.mode=accounts",
                "--imece.access.sign-ins-per-minute=3",
                "--imece.limits.exempt=",
                "--imece.gateway.trusted-proxies=127.0.0.0/8")) {
            Browser anybody = strict.newcomer();
            for (int i = 0; i < 3; i++) {
                anybody.post("/api/session", signIn("nina", "wrong"), "X-Forwarded-For", "203.0.113." + i)
                        .refused(401, "wrong-password");
            }
            assertThat(anybody.post("/api/session", signIn("nina", "wrong"), "X-Forwarded-For", "203.0.113.9")
                            .refused(429, "too-many-sign-ins")
                            .header("Retry-After"))
                    .matches("[1-9]\\d*");
            for (int i = 0; i < 3; i++) {
                anybody.post("/api/session", signIn("name " + i, "wrong"), "X-Forwarded-For", "203.0.113.77")
                        .refused(401, "wrong-password");
                anybody.post("/api/operator/session", "{\"token\":\"x\"}", "X-Forwarded-For", "203.0.113.78")
                        .refused(401, "operator-token-required");
                anybody.get("/api/jobs", "X-API-Key", "x", "X-Forwarded-For", "203.0.113.79")
                        .refused(401, "wrong-credential");
            }
            anybody.post("/api/session", signIn("name 9", "wrong"), "X-Forwarded-For", "203.0.113.77")
                    .refused(429, "too-many-sign-ins");
            anybody.post("/api/operator/session", "{\"token\":\"x\"}", "X-Forwarded-For", "203.0.113.78")
                    .refused(429, "too-many-sign-ins");
            anybody.get("/api/jobs", "X-API-Key", "x", "X-Forwarded-For", "203.0.113.79")
                    .refused(429, "too-many-sign-ins");
        }
    }

    @Test
    void aFarmOfInvitedPeopleLetsInWhoeverFollowedALink() {
        try (GatewayUnderTest friends = GatewayUnderTest.start(
                servers,
                "--imece.name=gateway-friends",
                "--imece.access.mode=invite",
                "--imece.gateway.key-file=" + gateway.keyFile())) {
            Browser friend = friends.newcomer();
            friend.get("/api/jobs").refused(401, "invite-required");
            friend.get("/").expect(200);
            String link = tokenOf(friends.operator()
                    .post("/api/operator/invites", "{\"role\":\"visitor\",\"uses\":1}")
                    .expect(201)
                    .json());
            assertThat(friend.post("/api/invites/look", token(link))
                            .expect(200)
                            .json()
                            .path("does")
                            .stringValue())
                    .isEqualTo("admit");
            friend.get("/api/jobs").refused(401, "invite-required");
            friend.post("/api/invites/accept", token(link)).expect(200);
            friend.submitted("a friend's");
            friends.newcomer().post("/api/invites/accept", token(link)).refused(404, "not-found");
            friends.newcomer().get("/api/jobs").refused(401, "invite-required");
        }
    }

    @Test
    void visitorsMayBeLetInBesideAccounts() {
        try (GatewayUnderTest both = GatewayUnderTest.start(
                servers,
                "--imece.name=gateway-both",
                "--imece.access.mode=accounts",
                "--imece.access.visitors=true",
                "--imece.gateway.key-file=" + gateway.keyFile())) {
            Browser visitor = both.newcomer();
            visitor.submitted("a visitor's");
            assertThat(visitor.get("/api/session").json().path("kind").stringValue())
                    .isEqualTo("visitor");
            visitor.get("/api/keys").refused(401, "sign-in-required");
        }
    }

    private Browser person(String name) {
        return joined(
                tokenOf(gateway.operator()
                        .post("/api/operator/invites", "{}")
                        .expect(201)
                        .json()),
                name);
    }

    private Browser joined(String invite, String name) {
        Browser browser = gateway.newcomer();
        browser.post("/api/invites/accept", joining(invite, name, PASSWORD)).expect(200);
        return browser;
    }

    private static Browser signedIn(GatewayUnderTest at, String name) {
        Browser browser = at.newcomer();
        browser.post("/api/session", signIn(name, PASSWORD)).expect(200);
        return browser;
    }

    private static String tokenOf(JsonNode made) {
        String link = made.path("link").stringValue();
        assertThat(link).startsWith("/join#");
        return link.substring(link.indexOf('#') + 1);
    }

    private static String token(String token) {
        return Browser.JSON.writeValueAsString(Map.of("token", token));
    }

    private static String joining(String token, String name, String password) {
        return Browser.JSON.writeValueAsString(Map.of("token", token, "name", name, "password", password));
    }

    private static String signIn(String name, String password) {
        return Browser.JSON.writeValueAsString(Map.of("name", name, "password", password));
    }
}
