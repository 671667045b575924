package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Every mapping of the running gateway, asked by every kind of caller. Each has a line here that says what it needs; a new one
 * without a line fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixIT {
    private static final String CLOSED = "--imece.access.mode=accounts";
    private static final String MANY_SIGN_INS = "--imece.access.sign-ins-per-minute=100000";

    /**
     * The call, what it needs, and the kind of thing that its {id} names; without one, any id will do. A call that a parameter
     * makes another one has it behind a question mark.
     */
    private static final String CALLS = """
            GET /                                           | anybody
            GET /chat                                       | anybody
            GET /chat/**                                    | anybody
            GET /farm                                       | anybody
            GET /gallery                                    | anybody
            GET /sign-in                                    | anybody
            GET /join                                       | anybody
            GET /continue                                   | anybody
            GET /account                                    | anybody
            GET /keys                                       | anybody
            GET /people                                     | anybody
            GET /error                                      | anybody
            GET /oidc/start                                 | anybody
            GET /v3/api-docs                                | anybody
            GET /v3/api-docs.yaml                           | anybody
            GET /ws                                         | read
            GET /assets/**                                  | anybody
            GET /*.svg                                      | anybody
            GET /*.js                                       | anybody
            GET /*.ico                                      | anybody
            GET /*.png                                      | anybody
            GET /*.txt                                      | anybody
            GET /*.webmanifest                              | anybody
            GET /api/options                                | read
            GET /api/queue                                  | read
            GET /api/queue/quote                            | read
            GET /api/jobs                                   | read
            POST /api/jobs                                  | draw
            DELETE /api/jobs                                | draw
            GET /api/jobs/{id}                              | read    | job
            GET /api/jobs/{id}/attempts                     | read    | job
            DELETE /api/jobs/{id}                           | draw    | job
            DELETE /api/jobs/{id}?forget                    | draw    | job
            POST /api/jobs/{id}/retry                       | draw    | job
            GET /api/images/{id}                            | read    | job
            DELETE /api/images/{id}                         | draw    | job
            GET /api/conversations                          | read
            POST /api/conversations                         | draw
            GET /api/conversations/{id}                     | read    | conversation
            PATCH /api/conversations/{id}                   | draw    | conversation
            DELETE /api/conversations/{id}                  | draw    | conversation
            DELETE /api/conversations/{id}?pictures=true    | draw    | conversation
            GET /api/conversations/{id}/messages            | read    | conversation
            POST /api/conversations/{id}/messages           | draw    | conversation
            POST /api/uploads                               | draw
            GET /api/uploads/{id}                           | read    | upload
            DELETE /api/uploads/{id}                        | draw    | upload
            GET /api/uploads/{id}/picture                   | anybody
            PUT /api/uploads/{job}/{epoch}/{run}            | anybody
            GET /api/me                                     | read
            GET /api/me/export                              | read
            DELETE /api/me                                  | draw
            POST /api/undo                                  | anybody
            GET /api/workers                                | operate
            POST /api/workers/{id}/drain                    | operate
            POST /api/workers/{id}/resume                   | operate
            GET /api/operator/jobs                          | operate
            DELETE /api/operator/jobs                       | operate
            POST /api/operator/jobs/{id}/front              | operate
            DELETE /api/operator/jobs/{id}/front            | operate
            GET /api/operator/pauses                        | operate
            PUT /api/operator/pauses                        | operate
            DELETE /api/operator/pauses                     | operate
            GET /api/operator/owners/{id}                   | operate
            PATCH /api/operator/owners/{id}                 | operate
            PATCH /api/operator/addresses/{address}         | operate
            POST /api/operator/jobs/retry                   | operate
            GET /api/operator/audit                         | operate
            PATCH /api/operator/owners/{id}/address         | operate
            POST /api/operator/session                      | anybody
            DELETE /api/operator/session                    | anybody
            GET /api/operator/keys                          | administer
            POST /api/operator/keys                         | administer
            PATCH /api/operator/keys/{id}                   | administer
            DELETE /api/operator/keys/{id}                  | administer
            GET /api/operator/invites                       | administer
            POST /api/operator/invites                      | administer
            DELETE /api/operator/invites/{id}               | administer
            GET /api/operator/accounts                      | administer
            PATCH /api/operator/accounts/{id}               | administer
            POST /api/operator/accounts/{id}/password-link  | administer
            GET /api/session                                | anybody
            POST /api/session                               | anybody
            DELETE /api/session                             | anybody
            GET /api/sessions                               | account
            DELETE /api/sessions                            | account
            DELETE /api/sessions/{id}                       | account
            POST /api/account/password                      | account
            GET /api/account/belongings                     | account
            POST /api/account/belongings/take               | account
            POST /api/invites/look                          | anybody
            POST /api/invites/accept                        | anybody
            POST /api/continue                              | people
            POST /api/continue/to-keep                      | visitors
            POST /api/continue/look                         | anybody
            POST /api/continue/accept                       | anybody
            POST /api/continue/back                         | anybody
            GET /api/keys                                   | account
            POST /api/keys                                  | account
            DELETE /api/keys/{id}                           | account
            """;

    /** Whoever asks with these would end what the others ask with. */
    private static final Set<String> NOT_BY_WHO_MAY = Set.of(
            "DELETE /api/sessions", "DELETE /api/session", "POST /api/account/belongings/take", "DELETE /api/me");

    /** What a call has to say, so that it is about the thing that it names. */
    private static final Map<String, String> SAID = Map.of(
            "PATCH /api/conversations/{id}",
            "{\"title\":\"mine now\"}",
            "POST /api/conversations/{id}/messages",
            Browser.spec("mine now"));

    /** Those whose things the others ask for. */
    private static final List<String> OWNERS = List.of("owner", "visitor", "drawing key", "user of an app");

    private final TwoGateways farm =
            TwoGateways.start(AccessMatrixIT.class, List.of(CLOSED, MANY_SIGN_INS), List.of(MANY_SIGN_INS));
    private final GatewayUnderTest closed = farm.one();
    private final GatewayUnderTest open = farm.other();
    private final Map<String, Browser> callers = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> things = new LinkedHashMap<>();

    @BeforeAll
    void everybodyComes() {
        callers.put("nobody", closed.newcomer());
        callers.put("visitor", visitor());
        callers.put("account", person("user"));
        callers.put("other account", person("user"));
        callers.put("operator's account", person("operator"));
        callers.put("administrator", person("admin"));
        callers.put("drawing key", key("{\"name\":\"d\",\"scopes\":[\"draw\"]}"));
        callers.put("reading key", key("{\"name\":\"r\",\"scopes\":[\"read\"]}"));
        callers.put("operating key", key("{\"name\":\"o\",\"scopes\":[\"operate\"]}"));
        String app = madeKey("{\"name\":\"a\",\"app\":true}");
        callers.put("app", closed.newcomer().always("X-API-Key", app));
        for (String user : List.of("user of an app", "other user of the app")) {
            callers.put(user, closed.newcomer().always("X-API-Key", app).always("X-OpenWebUI-User-Id", user));
        }
        callers.put("expired key", expiredKey());
        callers.put("revoked key", revokedKey());
        callers.put(
                "made-up key", closed.newcomer().always("X-API-Key", "imece_" + "a".repeat(12) + "_" + "b".repeat(43)));
        callers.put("ended session", endedSession());
        callers.put("operator's token", closed.newcomer().always("Authorization", "Bearer " + closed.operatorToken()));

        callers.put("owner", person("user"));
        for (String owner : OWNERS) {
            things.put(owner, thingsOf(Objects.requireNonNull(callers.get(owner))));
        }
    }

    private static Map<String, String> thingsOf(Browser owner) {
        String job = owner.post("/api/jobs", Browser.spec("mine"))
                .expect(202)
                .json()
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();
        String upload = owner.send(
                        "POST",
                        "/api/uploads",
                        BodyPublishers.ofByteArray(Pictures.png(96, 64)),
                        "Content-Type",
                        "image/png")
                .expect(201)
                .json()
                .path("id")
                .stringValue();
        return Map.of("job", job, "upload", upload, "conversation", owner.conversation());
    }

    @AfterAll
    void close() {
        farm.close();
    }

    @Test
    void everyMappingHasALineAndEveryLineAMapping() {
        Set<String> lines = calls().map(MappedCall::words).collect(Collectors.toSet());
        assertThat(new TreeSet<>(lines))
                .as("what each call needs has to stand in this test")
                .isEqualTo(mapped());
    }

    /** What answers, or lets pass, before a call is found, and to which addresses; in no order. */
    private static final String FILTERS_AND_SERVLETS = """
            Tomcat WebSocket (JSR356) Filter [/*][]
            answerHeaders [/*][]
            characterEncodingFilter [/*][]
            countedCalls [/*][]
            dispatcherServlet [/]
            pacedBodies [/*][]
            requestContextFilter [/*][]
            springSecurityFilterChain [/*][]
            unknownHosts [/*][]
            webMvcObservationFilter [/*][]
            """;

    @Test
    void everyFilterAndEveryServletHasALine() {
        ServletContext context = closed.part("servletContext", ServletContext.class);
        Set<String> registered = new TreeSet<>();
        context.getFilterRegistrations()
                .forEach((name, filter) -> registered.add(name + " " + new TreeSet<>(filter.getUrlPatternMappings())
                        + new TreeSet<>(filter.getServletNameMappings())));
        context.getServletRegistrations()
                .forEach((name, servlet) -> registered.add(name + " " + new TreeSet<>(servlet.getMappings())));
        assertThat(registered)
                .as("what answers before the calls of this test has to be thought of")
                .isEqualTo(new TreeSet<>(FILTERS_AND_SERVLETS.lines().toList()));
    }

    @Test
    void theFarmsOwnPortTellsNobodyOfItsInside() {
        callers.forEach((who, browser) -> {
            for (String path : List.of("/actuator", "/actuator/health", "/actuator/env", "/actuator/heapdump")) {
                assertThat(browser.get(path).status()).as("%s, %s", who, path).isEqualTo(404);
            }
        });
    }

    @Test
    void eachCallerGetsWhatItMayAndNothingElse() {
        List<String> wrong = new ArrayList<>();
        callers.forEach((who, browser) -> calls().forEach(call -> {
            String expected = expected(who, call.need());
            if (!(expected.equals("may") && NOT_BY_WHO_MAY.contains(call.words()))) {
                Answer answer = asked(browser, call, UUID.randomUUID().toString());
                String got = answered(answer);
                if (!got.equals(expected) || answer.status() >= 500) {
                    wrong.add("%s, %s: expected %s, got %s (%d)"
                            .formatted(who, call.words(), expected, got, answer.status()));
                }
            }
        }));
        assertThat(wrong).isEmpty();
    }

    @Test
    void whatIsSomebodysIsThereForNobodyElse() {
        List<String> wrong = new ArrayList<>();
        things.forEach((owner, kinds) -> calls().filter(call -> kinds.containsKey(call.thing()))
                .forEach(call -> {
                    String id = Objects.requireNonNull(kinds.get(call.thing()));
                    callers.forEach((who, browser) -> {
                        boolean cancels = call.words().equals("DELETE /api/jobs/{id}") && operates(who);
                        if (expected(who, call.need()).equals("may") && !who.equals(owner) && !cancels) {
                            Answer theirs = asked(browser, call, id);
                            Answer nobodys =
                                    asked(browser, call, UUID.randomUUID().toString());
                            if (theirs.status() != 404 || !theirs.text().equals(nobodys.text())) {
                                wrong.add("%s, %s of the %s: %d %s"
                                        .formatted(who, call.words(), owner, theirs.status(), theirs.text()));
                            }
                        }
                    });
                    boolean reads = call.method().equals("GET") && !call.path().startsWith("/api/images");
                    if (reads && expected(owner, call.need()).equals("may")) {
                        asked(Objects.requireNonNull(callers.get(owner)), call, id)
                                .expect(200);
                    }
                }));
        assertThat(wrong).isEmpty();
    }

    private static boolean operates(String who) {
        return Set.of("operator's account", "administrator", "operator's token").contains(who);
    }

    /** {@code may}, or the code of the refusal. */
    private static String expected(String who, String need) {
        if (need.equals("anybody")) {
            return "may";
        }
        boolean operating = need.equals("operate") || need.equals("administer");
        return switch (who) {
            case "nobody" -> operating ? "operator-token-required" : "sign-in-required";
            case "visitor" ->
                operating ? "operator-token-required" : need.equals("account") ? "sign-in-required" : "may";
            case "account", "other account", "owner" ->
                operating ? "role-missing" : need.equals("visitors") ? "people-only" : "may";
            case "operator's account" ->
                need.equals("administer") ? "role-missing" : need.equals("visitors") ? "people-only" : "may";
            case "administrator" -> need.equals("visitors") ? "people-only" : "may";
            case "drawing key" -> ofKey(need, Set.of("draw"));
            case "reading key" -> ofKey(need, Set.of("read"));
            case "operating key" -> ofKey(need, Set.of("operate"));
            case "app", "user of an app", "other user of the app" -> ofKey(need, Set.of("draw", "read"));
            case "expired key", "revoked key", "made-up key" ->
                operating ? "operator-token-required" : "wrong-credential";
            case "ended session" -> "session-ended";
            case "operator's token" -> need.equals("account") ? "sign-in-required" : "may";
            default -> throw new IllegalArgumentException(who);
        };
    }

    private static String ofKey(String need, Set<String> scopes) {
        return switch (need) {
            case "account" -> "account-required";
            case "people", "visitors" -> scopes.contains("draw") ? "people-only" : "scope-missing";
            default -> scopes.contains(need) ? "may" : "scope-missing";
        };
    }

    private static String answered(Answer answer) {
        boolean refused = answer.status() == 401 || answer.status() == 403;
        String code = refused ? answer.json().path("code").asString("") : "";
        // These are refusals of what was said, and not of who said it.
        return !refused || Set.of("wrong-password", "bad-signature").contains(code) ? "may" : code;
    }

    private static Answer asked(Browser browser, MappedCall call, String id) {
        String path = call.path()
                .replace("/**", "/x")
                .replace("*", "x")
                .replaceFirst("\\{[^}]+}", id)
                .replaceAll("\\{[^}]+}", "1");
        return browser.send(
                call.method(),
                path,
                call.method().equals("GET")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(SAID.getOrDefault(call.words(), "{}")),
                "Content-Type",
                "application/json",
                "Accept",
                "*/*");
    }

    private static Stream<MappedCall> calls() {
        return CALLS.lines().map(line -> line.split("\\|", -1)).map(cells -> {
            String[] words = cells[0].strip().split(" ", 2);
            return new MappedCall(words[0], words[1], cells[1].strip(), cells.length > 2 ? cells[2].strip() : "");
        });
    }

    private record MappedCall(String method, String path, String need, String thing) {
        String words() {
            return method + " " + path;
        }
    }

    private Set<String> mapped() {
        Set<String> mapped = new TreeSet<>();
        closed.parts(HandlerMapping.class).forEach((name, mapping) -> mapped.addAll(words(name, mapping)));
        return mapped;
    }

    /** What a mapping of requests leads to; one of a kind that is not known here has a word that has no line. */
    private static Set<String> words(String name, HandlerMapping mapping) {
        return switch (mapping) {
            case RequestMappingInfoHandlerMapping methods ->
                methods.getHandlerMethods().keySet().stream()
                        .flatMap(info -> words(info).stream())
                        .collect(Collectors.toSet());
            case AbstractUrlHandlerMapping urls ->
                Stream.concat(
                                urls.getHandlerMap().keySet().stream(),
                                urls.getRootHandler() == null ? Stream.of() : Stream.of("/"))
                        .map(path -> "GET " + path)
                        .collect(Collectors.toSet());
            case RouterFunctionMapping functions ->
                functions.getRouterFunction() == null ? Set.of() : Set.of("unknown functions " + name);
            default -> Set.of("unknown mapping " + name);
        };
    }

    private static Set<String> words(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        String parameters = info.getParamsCondition().getExpressions().stream()
                .map(parameter -> "?" + parameter)
                .collect(Collectors.joining());
        return info.getPatternValues().stream()
                .flatMap(path -> (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                        .stream().map(method -> method + " " + path + parameters))
                .collect(Collectors.toSet());
    }

    private Browser visitor() {
        Browser visitor = open.newcomer();
        visitor.visitor();
        return visitor;
    }

    private Browser person(String role) {
        String link = closed.operator()
                .post("/api/operator/invites", "{\"role\":\"" + role + "\"}")
                .expect(201)
                .json()
                .path("link")
                .stringValue();
        Browser browser = closed.newcomer();
        browser.post(
                        "/api/invites/accept",
                        Browser.JSON.writeValueAsString(Map.of(
                                "token",
                                link.substring(link.indexOf('#') + 1),
                                "name",
                                role + " " + UUID.randomUUID(),
                                "password",
                                "correct horse")))
                .expect(200);
        return browser;
    }

    private Browser key(String json) {
        return closed.newcomer().always("X-API-Key", madeKey(json));
    }

    private String madeKey(String json) {
        return closed.operator()
                .post("/api/operator/keys", json)
                .expect(201)
                .json()
                .path("key")
                .stringValue();
    }

    private Browser expiredKey() {
        Browser key = key("{\"name\":\"expired\",\"expiresInDays\":1}");
        closed.rows().text("update api_keys set expires_at = now() where name = 'expired' returning id");
        return key;
    }

    private Browser revokedKey() {
        Browser key = key("{\"name\":\"revoked\"}");
        closed.operator()
                .delete("/api/operator/keys/" + closed.rows().text("select id from api_keys where name = 'revoked'"))
                .expect(204);
        return key;
    }

    /** With a cookie that the browser keeps although the answer takes it away. */
    private Browser endedSession() {
        Browser browser = person("user");
        String cookie = browser.cookie();
        browser.delete("/api/sessions").expect(204);
        return closed.newcomer().always("Cookie", cookie);
    }
}
