package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.contract.AdminLink;
import imece.gateway.access.CallNeeds;
import imece.local.TestServers;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Whatever changes something about others or about access is written down, with who did it, and without what was asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIT {
    private static final String PASSWORD = "correct horse battery";
    private static final String PROMPT = "zebra-on-a-trampoline";
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final TestServers.Fresh servers = TestServers.fresh(AuditIT.class);
    private final GatewayUnderTest gateway =
            GatewayUnderTest.start(servers, "--imece.access.sign-ins-per-minute=100000", "--imece.retention.audit=2d");
    private final FakeWorker worker = FakeWorker.start(gateway);

    /** A try of each call that changes something by an operator's right. */
    private final Map<String, Function<Browser, Answer>> tries = tries();

    @AfterAll
    void close() {
        try {
            worker.close();
        } finally {
            gateway.close();
        }
    }

    private Map<String, Function<Browser, Answer>> tries() {
        Map<String, Function<Browser, Answer>> tries = new LinkedHashMap<>();
        tries.put("POST /api/workers/{id}/drain", operator -> {
            Within.bounds().until(() -> operator.get("/api/workers").text().contains(worker.name()));
            return operator.post("/api/workers/" + worker.name() + "/drain", "");
        });
        tries.put(
                "POST /api/workers/{id}/resume",
                operator -> operator.post("/api/workers/" + worker.name() + "/resume", ""));
        tries.put("DELETE /api/operator/jobs", operator -> {
            gateway.newcomer().submitted(PROMPT);
            return operator.delete("/api/operator/jobs?status=live&q=" + PROMPT);
        });
        tries.put(
                "DELETE /api/jobs/{id}",
                operator -> operator.delete("/api/jobs/" + gateway.newcomer().submitted(PROMPT)));
        tries.put("POST /api/operator/jobs/retry", operator -> {
            failedJob();
            return operator.post("/api/operator/jobs/retry?q=" + PROMPT, "");
        });
        tries.put(
                "POST /api/operator/jobs/{id}/front",
                operator ->
                        operator.post("/api/operator/jobs/" + gateway.newcomer().submitted(PROMPT) + "/front", ""));
        tries.put("DELETE /api/operator/jobs/{id}/front", operator -> {
            String job = gateway.newcomer().submitted(PROMPT);
            operator.post("/api/operator/jobs/" + job + "/front", "").expect(200);
            return operator.delete("/api/operator/jobs/" + job + "/front");
        });
        tries.put("PUT /api/operator/pauses", operator -> pause(operator, "elsewhere"));
        tries.put("DELETE /api/operator/pauses", operator -> operator.delete("/api/operator/pauses?lane=elsewhere"));
        tries.put(
                "PATCH /api/operator/owners/{id}",
                operator ->
                        operator.patch("/api/operator/owners/" + owner(), "{\"waiting\":7,\"forbiddenUntil\":null}"));
        tries.put(
                "PATCH /api/operator/addresses/{address}",
                operator -> operator.patch(
                        "/api/operator/addresses/203.0.113.7", "{\"forbiddenUntil\":\"2999-01-01T00:00:00Z\"}"));
        tries.put("PATCH /api/operator/owners/{id}/address", operator -> {
            Answer first =
                    gateway.newcomer().post("/api/jobs", Browser.spec(PROMPT)).expect(202);
            String job = first.json().path("jobs").path(0).path("id").stringValue();
            String owner = gateway.rows().text("select owner from jobs where id = ?::uuid", job);
            return operator.patch("/api/operator/owners/" + owner + "/address", "{\"forbiddenUntil\":null}");
        });
        tries.put("POST /api/operator/keys", operator -> operator.post("/api/operator/keys", "{\"name\":\"audited\"}"));
        tries.put(
                "PATCH /api/operator/keys/{id}",
                operator -> operator.patch("/api/operator/keys/" + keyId(operator), "{\"class\":\"batch\"}"));
        tries.put(
                "DELETE /api/operator/keys/{id}", operator -> operator.delete("/api/operator/keys/" + keyId(operator)));
        tries.put(
                "POST /api/operator/invites",
                operator -> operator.post("/api/operator/invites", "{\"note\":\"for ada\"}"));
        tries.put(
                "DELETE /api/operator/invites/{id}",
                operator -> operator.delete("/api/operator/invites/"
                        + operator.post("/api/operator/invites", "{}")
                                .json()
                                .path("about")
                                .path("id")
                                .stringValue()));
        tries.put(
                "PATCH /api/operator/accounts/{id}",
                operator -> operator.patch("/api/operator/accounts/" + id(person("user")), "{\"role\":\"operator\"}"));
        tries.put(
                "POST /api/operator/accounts/{id}/password-link",
                operator -> operator.post("/api/operator/accounts/" + id(person("user")) + "/password-link", ""));
        tries.put(
                "POST /api/operator/session",
                operator -> operator.post("/api/operator/session", "{\"token\":\"" + gateway.operatorToken() + "\"}"));
        tries.put("DELETE /api/operator/session", operator -> {
            operator.post("/api/operator/session", "{\"token\":\"" + gateway.operatorToken() + "\"}")
                    .expect(204);
            return operator.delete("/api/operator/session");
        });
        return tries;
    }

    @Test
    void everyCallThatNeedsAnOperatorsRightAndChangesSomethingIsWrittenDown() {
        assertThat(new TreeSet<>(tries.keySet()))
                .as("each call that changes something by an operator's right has to have a try in this test")
                .containsAll(mapped());
        assertThat(silentOfAll()).isEmpty();
    }

    /** Tries all of them; what was refused or wrote nothing. */
    private List<String> silentOfAll() {
        List<String> silent = new ArrayList<>();
        tries.forEach((call, attempt) -> {
            Browser operator = gateway.operator();
            long before = newest();
            Answer answer = attempt.apply(operator);
            if (answer.status() >= 300) {
                silent.add(call + " was refused: " + answer.status() + " " + answer.text());
            }
            List<String> written = gateway.rows()
                    .texts("select what || ' ' || who_kind || ' ' || address from audit where id > " + before
                            + " and who_kind in ('operator-token', 'operator-session')");
            if (written.isEmpty() || written.stream().anyMatch(row -> !row.endsWith(" 127.0.0.1"))) {
                silent.add(call + " wrote " + written);
            }
        });
        return silent;
    }

    @Test
    void anEntrySaysWhoAndFromWhatToWhat() {
        Browser admin = person("admin");
        String ada = id(person("user"));
        admin.patch("/api/operator/accounts/" + ada, "{\"role\":\"operator\",\"disabled\":true}")
                .expect(200);

        JsonNode entry = entries("?on=" + ada + "&what=account-changed").path(0);
        assertThat(entry.path("who").path("kind").stringValue()).isEqualTo("account");
        assertThat(entry.path("who").path("id").stringValue()).isEqualTo(id(admin));
        assertThat(entry.path("who").path("name").stringValue()).startsWith("admin ");
        assertThat(entry.path("on").path("kind").stringValue()).isEqualTo("account");
        assertThat(entry.path("before").path("role").stringValue()).isEqualTo("user");
        assertThat(entry.path("before").path("disabled").booleanValue()).isFalse();
        assertThat(entry.path("after").path("role").stringValue()).isEqualTo("operator");
        assertThat(entry.path("after").path("disabled").booleanValue()).isTrue();
        assertThat(Instant.parse(entry.path("at").stringValue()))
                .isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void whoComesInAndWhoTriesInVainIsWrittenDown() {
        Browser admin = person("admin");
        String name = admin.get("/api/session").json().path("name").stringValue();
        gateway.newcomer().post("/api/session", signIn(name, PASSWORD)).expect(200);
        assertThat(whats("?who=" + id(admin))).contains("operator-signed-in");

        gateway.newcomer()
                .post("/api/session", signIn(name, "a wrong password"))
                .refused(401, "wrong-password");
        Within.bounds().until(() -> whats("?on=" + id(admin)).contains("operator-sign-in-failed"));
        long before = newest();
        gateway.newcomer()
                .post("/api/operator/session", "{\"token\":\"wrong\"}")
                .refused(401, "operator-token-required");
        Within.bounds().until(() -> whatsSince(before).contains("operator-sign-in-failed"));
        long then = newest();
        gateway.newcomer().get("/api/workers", "Authorization", "Bearer wrong").refused(401, "operator-token-required");
        Within.bounds().until(() -> whatsSince(then).contains("operator-sign-in-failed"));
    }

    @Test
    void failedSignInsFillNoTable() {
        try (GatewayUnderTest another = GatewayUnderTest.start(AuditIT.class)) {
            Browser stranger = another.newcomer();
            for (int i = 0; i < 200; i++) {
                stranger.get("/api/workers", "Authorization", "Bearer wrong").expect(401);
            }
            Within.bounds()
                    .until(() -> !another.rows().texts("select what from audit").isEmpty());
            assertThat(another.rows().texts("select what from audit").size()).isLessThan(100);
        }
    }

    @Test
    void theFirstAdministratorAndWhatPeopleDoAboutTheirAccessIsWrittenDown() {
        peopleActAboutTheirAccess();
    }

    private void peopleActAboutTheirAccess() {
        String link = new AdminLink(UUID.randomUUID(), Instant.now().plusSeconds(600)).token(gateway.key());
        Browser root = gateway.newcomer();
        root.post("/api/invites/accept", joining(link, "root " + UUID.randomUUID()))
                .expect(200);
        assertThat(entries("?on=" + id(root) + "&what=account-made")
                        .path(0)
                        .path("after")
                        .path("by")
                        .stringValue())
                .isEqualTo("the farm's machine");

        String key = root.post("/api/keys", "{\"name\":\"mine\"}")
                .expect(201)
                .json()
                .path("about")
                .path("id")
                .stringValue();
        root.delete("/api/keys/" + key).expect(204);
        assertThat(whats("?on=" + key)).containsExactly("key-revoked", "key-made");
        root.post("/api/account/password", "{\"old\":\"" + PASSWORD + "\",\"new\":\"another " + PASSWORD + "\"}")
                .expect(204);
        assertThat(whats("?on=" + id(root))).contains("password-changed");

        Browser visitor = gateway.newcomer();
        visitor.submitted(PROMPT);
        String was = visitor.visitor();
        String undo = visitor.delete("/api/me").expect(200).json().path("undo").stringValue();
        visitor.post("/api/undo", "{\"undo\":\"" + undo + "\"}").expect(200);
        assertThat(whats("?on=" + was)).contains("everything-deleted", "everything-brought-back");

        String invited = invite("user");
        visitor.post("/api/invites/accept", joining(invited, "user " + UUID.randomUUID()))
                .expect(200);
        visitor.post("/api/account/belongings/take", "").expect(200);
        assertThat(whats("?on=" + was)).first().isEqualTo("belongings-taken");
    }

    @Test
    void thereIsNoPromptNoPasswordAndNoSecretInIt() {
        assertThat(silentOfAll()).isEmpty();
        peopleActAboutTheirAccess();
        String made = gateway.operator()
                .post("/api/operator/keys", "{\"name\":\"secret\"}")
                .expect(201)
                .json()
                .path("key")
                .stringValue();
        List<String> never = List.of(
                PROMPT,
                PASSWORD,
                gateway.operatorToken(),
                made.substring(made.lastIndexOf('_') + 1),
                "$argon",
                "{pbkdf2");

        String all = String.join("\n", gateway.rows().texts("select audit::text from audit"));
        assertThat(all).contains("key-made", "job-cancelled", "job-retried").doesNotContain(never);
    }

    @Test
    void itIsReadInPagesByOperatorsOnlyAndNeverChanges() {
        Browser operator = gateway.operator();
        for (int i = 0; i < 5; i++) {
            operator.post("/api/operator/invites", "{\"note\":\"page\"}").expect(201);
        }
        Set<Long> seen = new TreeSet<>();
        String next = "";
        do {
            JsonNode page = operator.get("/api/operator/audit?what=invite-made&limit=2" + next)
                    .expect(200)
                    .json();
            page.path("items")
                    .forEach(item ->
                            assertThat(seen.add(item.path("id").longValue())).isTrue());
            next = page.path("next").isNull()
                    ? ""
                    : "&before=" + page.path("next").stringValue();
        } while (!next.isEmpty());
        assertThat(seen)
                .hasSize(
                        Integer.parseInt(gateway.rows().text("select count(*) from audit where what = 'invite-made'")));
        operator.get("/api/operator/audit?what=nothing").invalid("what");
        gateway.newcomer().get("/api/operator/audit").refused(401, "operator-token-required");

        assertThatThrownBy(() -> gateway.rows().change("update audit set who_kind = 'visitor'"))
                .hasMessageContaining("stays as it is");
        assertThatThrownBy(() -> gateway.rows().change("delete from audit")).hasMessageContaining("stays as it is");
    }

    @Test
    void whatIsTooOldGoes() throws java.sql.SQLException {
        gateway.rows()
                .change("insert into audit (at, who_kind, what, on_kind, on_id) values"
                        + " (now() - interval '3 days', 'farm', 'key-made', 'key', 'old'),"
                        + " (now() - interval '1 day', 'farm', 'key-made', 'key', 'young')");
        gateway.tick("remove-old-rows");
        assertThat(gateway.rows().texts("select on_id from audit where on_id in ('old', 'young')"))
                .containsExactly("young");
    }

    /** Calls that change something and need an operator's right, or stand where those do. */
    private Set<String> mapped() {
        return gateway
                .part("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(info -> words(info).stream())
                .filter(call -> CHANGING.contains(call.split(" ", 2)[0]))
                .filter(call -> call.contains(" /api/operator/") || needsOperator(call))
                .collect(Collectors.toSet());
    }

    private static boolean needsOperator(String call) {
        String[] words = call.split(" ", 2);
        return CallNeeds.refusals(words[0], words[1]).stream()
                .anyMatch(refusal -> refusal.contains("operator-token-required"));
    }

    private static Set<String> words(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return info.getPatternValues().stream()
                .flatMap(path -> methods.stream().map(method -> method + " " + path))
                .collect(Collectors.toSet());
    }

    private long newest() {
        return Long.parseLong(gateway.rows().text("select coalesce(max(id), 0) from audit"));
    }

    private List<String> whatsSince(long id) {
        return gateway.rows().texts("select what from audit where id > " + id);
    }

    private JsonNode entries(String query) {
        return gateway.operator()
                .get("/api/operator/audit" + query)
                .expect(200)
                .json()
                .path("items");
    }

    private List<String> whats(String query) {
        return entries(query)
                .valueStream()
                .map(entry -> entry.path("what").stringValue())
                .toList();
    }

    private void failedJob() {
        Browser visitor = gateway.newcomer();
        String job = visitor.submitted(PROMPT);
        for (FakeRun run = worker.take(); ; run = worker.take()) {
            run.start().fail("engine", "no", false);
            if (run.id().equals(job)) {
                break;
            }
        }
        Within.bounds().until(() -> visitor.status(job).equals("error"));
    }

    private String owner() {
        Browser visitor = gateway.newcomer();
        visitor.submitted(PROMPT);
        return visitor.visitor();
    }

    private static String keyId(Browser operator) {
        return operator.post("/api/operator/keys", "{\"name\":\"short\"}")
                .expect(201)
                .json()
                .path("about")
                .path("id")
                .stringValue();
    }

    private static Answer pause(Browser operator, String lane) {
        return operator.send(
                "PUT",
                "/api/operator/pauses?lane=" + lane,
                BodyPublishers.ofString("{\"sentence\":\"Back at noon.\"}"),
                "Content-Type",
                "application/json");
    }

    private static String id(Browser person) {
        return person.get("/api/session").json().path("account").stringValue();
    }

    private Browser person(String role) {
        Browser browser = gateway.newcomer();
        browser.post("/api/invites/accept", joining(invite(role), role + " " + UUID.randomUUID()))
                .expect(200);
        return browser;
    }

    private String invite(String role) {
        String link = gateway.operator()
                .post("/api/operator/invites", "{\"role\":\"" + role + "\"}")
                .expect(201)
                .json()
                .path("link")
                .stringValue();
        return link.substring(link.indexOf('#') + 1);
    }

    private static String joining(String token, String name) {
        return Browser.JSON.writeValueAsString(Map.of("token", token, "name", name, "password", PASSWORD));
    }

    private static String signIn(String name, String password) {
        return Browser.JSON.writeValueAsString(Map.of("name", name, "password", password));
    }
}
