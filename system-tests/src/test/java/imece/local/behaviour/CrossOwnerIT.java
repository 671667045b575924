package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.tier.FullRunOnly;
import imece.tier.TestSeed;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/**
 * Everybody asks for what belongs to others, by every call that names something: none gets through, and each is answered as if it did
 * not exist.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrossOwnerIT {
    private static final long SEED = 20_261_130;
    private static final String KEY = "a key that everybody uses";
    private static final String SECRET = "a secret of ";

    private final TestServers.Fresh servers = TestServers.fresh(CrossOwnerIT.class);
    private final GatewayUnderTest gateway = GatewayUnderTest.start(
            servers,
            "--imece.access.sign-ins-per-minute=1000000",
            "--imece.gateway.max-waiting-per-user=1000000",
            "--imece.gateway.max-waiting=1000000");
    private final People people = new People(gateway);
    private final Map<String, Party> parties = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();

    /** Somebody, and the ids of whatever is theirs, deleted things too. */
    private record Party(Browser browser, List<String> ids, List<String> pictures) {}

    @BeforeAll
    void everybodyHasSomething() {
        parties.put("visitor", party("visitor", visitor()));
        parties.put("other visitor", party("other visitor", visitor()));
        parties.put("account", party("account", people.joined("ada", "user")));
        parties.put("other account", party("other account", people.joined("bob", "user")));
        parties.put("key", party("key", People.program(gateway, people.farmKey("{\"name\":\"x\"}"))));
        JsonNode app = people.farmKey("{\"name\":\"app\",\"app\":true}");
        for (String user : List.of("user of the app", "other user of the app")) {
            parties.put(user, party(user, People.program(gateway, app).always("X-OpenWebUI-User-Id", user)));
        }
        Browser leaving = people.joined("carol", "user");
        Party left = party("ended session", leaving);
        String cookie = leaving.cookie();
        leaving.delete("/api/sessions").expect(204);
        parties.put(
                "ended session", new Party(gateway.newcomer().always("Cookie", cookie), left.ids(), left.pictures()));
        parties.forEach((who, party) -> party.ids().addAll(sessionsAndKeys(party.browser())));
        gateway.part("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> calls.addAll(thatName(info)));
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void aThousandAccessesOfEverybodyToWhatIsOthersAreAnsweredAsIfThereWereNothing() {
        accessed(1_000, new Random(SEED));
    }

    @Test
    @FullRunOnly
    void tenThousandOfThemAreToo() {
        accessed(10_000, new Random(TestSeed.of("accesses to what is others'")));
    }

    @Test
    void aFeedTellsNothingOfOthersAndWhatIsSaidToItChangesNothing() {
        Map<String, Feed> feeds = new LinkedHashMap<>();
        try {
            parties.forEach((who, party) -> {
                if (!who.equals("ended session")) {
                    feeds.put(who, feed(party));
                }
            });
            Random random = new Random(SEED);
            for (int i = 0; i < 300; i++) {
                String from = one(List.copyOf(feeds.keySet()), random);
                String of = another(from, random);
                String id = one(Objects.requireNonNull(parties.get(of)).ids(), random);
                for (String verb : List.of("subscribe", "watch", "adopt")) {
                    Objects.requireNonNull(feeds.get(from))
                            .say("{\"kind\":\"" + verb + "\",\"job\":\"" + id + "\",\"jobs\":[\"" + id
                                    + "\"],\"owner\":\"" + id + "\"}");
                }
            }
            parties.forEach((who, party) -> {
                if (feeds.containsKey(who)) {
                    String id = People.job(party.browser()
                            .post("/api/jobs", Browser.spec(SECRET + who))
                            .expect(202));
                    Objects.requireNonNull(feeds.get(who)).told(id, "queued");
                    party.ids().add(id);
                }
            });
            feeds.forEach((who, feed) -> {
                String all = feed.frames().toString();
                assertThat(feed.isOpen()).as(who).isTrue();
                assertThat(all).contains(SECRET + who + "\"");
                parties.forEach((other, party) -> {
                    if (!other.equals(who)) {
                        assertThat(all).as("told to the %s", who).doesNotContain(SECRET + other + "\"");
                    }
                });
            });
        } finally {
            feeds.values().forEach(Feed::close);
        }
    }

    @Test
    void nobodyBeginsFromAnothersPictureTakesTheirAnswerOrTheirExportOrUndoesForThem() {
        parties.forEach((who, party) -> parties.forEach((of, other) -> {
            if (who.equals(of) || who.equals("ended session")) {
                return;
            }
            for (String picture : other.pictures()) {
                Answer theirs = begunFrom(party, picture);
                theirs.refused(422, "unknown-init-image");
                assertThat(theirs.text())
                        .isEqualTo(
                                begunFrom(party, UUID.randomUUID().toString()).text());
            }
            String answered = party.browser()
                    .post("/api/jobs", Browser.spec("the same for all"), "Idempotency-Key", KEY)
                    .expect(202)
                    .text();
            other.ids().forEach(id -> assertThat(answered).doesNotContain(id));
            String exported =
                    new String(party.browser().get("/api/me/export").expect(200).bytes(), StandardCharsets.UTF_8);
            assertThat(exported).doesNotContain(SECRET + of + "\"");
            for (String id : other.ids()) {
                party.browser()
                        .post("/api/undo", "{\"undo\":\"" + id + "." + "0".repeat(64) + "\"}")
                        .expect(410);
            }
        }));
    }

    private void accessed(int accesses, Random random) {
        Map<Integer, Integer> statuses = new TreeMap<>();
        List<String> wrong = new ArrayList<>();
        List<String> who = List.copyOf(parties.keySet());
        for (int i = 0; i < accesses; i++) {
            String from = one(who, random);
            String of = another(from, random);
            String id = one(Objects.requireNonNull(parties.get(of)).ids(), random);
            String call = one(calls, random);
            Browser browser = Objects.requireNonNull(parties.get(from)).browser();
            Answer theirs = asked(browser, call, id);
            Answer nobodys = asked(browser, call, like(id));
            statuses.merge(theirs.status(), 1, Integer::sum);
            if (theirs.status() < 400
                    || theirs.status() >= 500
                    || theirs.status() != nobodys.status()
                    || !theirs.text().equals(nobodys.text())) {
                wrong.add("%s, %s with %s of the %s: %d %s, and of nobody: %d %s"
                        .formatted(
                                from, call, id, of, theirs.status(), theirs.text(), nobodys.status(), nobodys.text()));
            }
        }
        System.out.printf("MEASURED %d accesses to what is others': %s%n", accesses, statuses);
        assertThat(wrong).isEmpty();
        assertThat(statuses.keySet()).contains(401, 403, 404);
    }

    /** Each call whose address names something, with its parameters and, where that is another way in, a smaller picture. */
    private static List<String> thatName(RequestMappingInfo info) {
        String parameters = String.join(
                "&",
                info.getParamsCondition().getExpressions().stream()
                        .map(Object::toString)
                        .toList());
        return info.getPatternValues().stream()
                .filter(path -> path.contains("{"))
                .flatMap(path -> info.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> named(method, path, parameters)))
                .toList();
    }

    private static Stream<String> named(RequestMethod method, String path, String parameters) {
        String call = method + " " + path + (parameters.isEmpty() ? "" : "?" + parameters);
        return call.equals("GET /api/images/{id}") ? Stream.of(call, call + "?w=64") : Stream.of(call);
    }

    private static Answer asked(Browser browser, String call, String id) {
        String[] words = call.split(" ", 2);
        String path = words[1].replaceFirst("\\{[^}]+}", id)
                .replaceFirst("\\{[^}]+}", "1")
                .replaceAll("\\{[^}]+}", id);
        String said = switch (call) {
            case "PATCH /api/conversations/{id}" -> "{\"title\":\"mine now\"}";
            case "POST /api/conversations/{id}/messages" -> Browser.spec("mine now");
            default -> "{}";
        };
        return browser.send(
                words[0],
                path,
                words[0].equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(said),
                "Content-Type",
                "application/json");
    }

    /** An id of that form that nothing has. */
    private static String like(String id) {
        return id.length() == 36
                ? UUID.randomUUID().toString()
                : UUID.randomUUID().toString().replace("-", "").substring(0, id.length());
    }

    private static Answer begunFrom(Party party, String picture) {
        return party.browser().post("/api/jobs", "{\"prompt\":\"x\",\"initImageId\":\"" + picture + "\"}");
    }

    private String another(String from, Random random) {
        String of = from;
        while (of.equals(from)) {
            of = one(List.copyOf(parties.keySet()), random);
        }
        return of;
    }

    private static <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private Browser visitor() {
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        return visitor;
    }

    private Feed feed(Party party) {
        Feed feed = Feed.connect(gateway, party.browser(), party.browser().standing());
        feed.await(frame -> true);
        return feed;
    }

    /** A picture that was made, jobs that wait and that are deleted, a chat, a deleted chat, an upload, and what deletions hide. */
    private Party party(String who, Browser browser) {
        List<String> ids = new ArrayList<>();
        String made = People.job(browser.post("/api/jobs", Browser.spec(SECRET + who), "Idempotency-Key", KEY + who)
                .expect(202));
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            FakeRun run = worker.take();
            while (!run.id().equals(made)) {
                run.start().complete();
                run = worker.take();
            }
            run.start().complete();
            Within.bounds()
                    .until(() -> gateway.rows()
                            .text("select status from jobs where id = ?::uuid", made)
                            .equals("complete"));
        }
        String upload = People.id(People.upload(browser).expect(201));
        String chat = browser.conversation();
        ids.add(made);
        ids.add(upload);
        ids.add(chat);
        ids.add(browser.prompt(chat, SECRET + who)
                .path("botMessage")
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue());
        ids.add(People.job(browser.post("/api/jobs", Browser.spec("the same for all"), "Idempotency-Key", KEY)
                .expect(202)));
        String forgotten =
                People.job(browser.post("/api/jobs", Browser.spec("forgotten")).expect(202));
        ids.add(undoable(browser.delete("/api/jobs/" + forgotten + "?forget")));
        String goneChat = browser.conversation();
        ids.add(undoable(browser.delete("/api/conversations/" + goneChat + "?pictures=true")));
        ids.addAll(List.of(forgotten, goneChat));
        ids.add(gateway.rows().text("select owner::text from jobs where id = ?::uuid", made));
        return new Party(browser, ids, List.of(made, upload));
    }

    private static String undoable(Answer deletion) {
        return deletion.expect(200).json().path("undo").stringValue().split("\\.", 2)[0];
    }

    private static List<String> sessionsAndKeys(Browser browser) {
        List<String> ids = new ArrayList<>();
        if (browser.get("/api/sessions").status() == 200) {
            browser.post("/api/keys", "{\"name\":\"mine\"}").expect(201);
            for (String path : List.of("/api/sessions", "/api/keys")) {
                browser.get(path)
                        .json()
                        .path("items")
                        .valueStream()
                        .forEach(item -> ids.add(item.path("id").stringValue()));
            }
        }
        return ids;
    }
}
