package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.tier.FullRunOnly;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A visitor adds things at two gateways while everything of it is taken along, or deleted. What was answered as done follows, or is
 * somebody new's; nothing is left behind, and nothing is lost.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnerRaceIT {
    private static final int UPLOAD_EVERY = 6;

    private final TestServers.Fresh servers = TestServers.fresh(OwnerRaceIT.class);
    private final String[] settings = {
        "--imece.access.sign-ins-per-minute=100000",
        "--imece.gateway.max-waiting-per-user=1000000",
        "--imece.gateway.max-waiting=1000000"
    };
    private final GatewayUnderTest gateway = GatewayUnderTest.start(servers, settings);
    private final GatewayUnderTest second = GatewayUnderTest.start(
            servers,
            settings[0],
            settings[1],
            settings[2],
            "--imece.name=gateway-second",
            "--imece.gateway.key-file=" + gateway.keyFile(),
            "--imece.gateway.pictures=" + gateway.pictures());
    private final People people = new People(gateway);

    @AfterAll
    void close() {
        try (gateway;
                second) {
            assertThat(gateway.port()).isNotEqualTo(second.port());
        }
    }

    @Test
    void nothingStaysBehindWhileEverythingIsTakenAlong() {
        takenAlong(40);
    }

    @Test
    @FullRunOnly
    void nothingStaysBehindHoweverOften() {
        takenAlong(400);
    }

    @Test
    void whoDeletesEverythingKeepsNothingAndGetsAllOfItBack() {
        deleted(25);
    }

    @Test
    @FullRunOnly
    void whoDeletesEverythingKeepsNothingHoweverOften() {
        deleted(300);
    }

    @Test
    void whatWaitsForTheOwnersRowFollowsItOrIsRefused() throws Exception {
        String name = "eve " + UUID.randomUUID();
        people.joined(name, "user");
        String account = gateway.rows().text("select id::text from accounts where name = ?", name);
        for (Answer added : whileItsRowIsHeld("moved_to = '" + account + "'")) {
            String id = added.response().uri().getPath().equals("/api/jobs") ? People.job(added) : People.id(added);
            String table = added.response().uri().getPath().replaceFirst("/api/", "");
            assertThat(ownerOf(table + " " + id)).as(table).isEqualTo(account);
        }
        for (Answer refused : whileItsRowIsHeld("deleted_by = gen_random_uuid()")) {
            refused.refused(401, "session-ended");
        }
    }

    /** What a visitor's submit, conversation and upload are answered that wait for its row while that changes. */
    private List<Answer> whileItsRowIsHeld(String change) throws Exception {
        Browser visitor = gateway.newcomer();
        visitor.submitted("the first");
        try (Connection holding = gateway.rows().connect();
                Statement statement = holding.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            holding.setAutoCommit(false);
            statement.executeUpdate("update owners set " + change + " where id = '" + visitor.visitor() + "'");
            List<Future<Answer>> asked = List.of(
                    threads.submit(() -> visitor.post("/api/jobs", Browser.spec("waits"))),
                    threads.submit(() -> visitor.post("/api/conversations", "{}")),
                    threads.submit(() -> People.upload(visitor)));
            Within.bounds()
                    .until(() ->
                            count("pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                                    == asked.size());
            holding.commit();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> each : asked) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    private void takenAlong(int rounds) {
        String name = "ada " + UUID.randomUUID();
        Browser account = people.joined(name, "user");
        String id = gateway.rows().text("select id::text from accounts where name = ?", name);
        int followed = 0;
        for (int round = 0; round < rounds; round++) {
            Added added = new Added(round);
            Browser taking = gateway.newcomer();
            for (String pair : account.cookie().split("; ", -1)) {
                if (pair.contains("_session=")) {
                    taking.with(pair.split("=", 2)[0], pair.split("=", 2)[1]);
                }
            }
            taking.with("imece_visitor", added.cookie);
            added.beside(() -> taking.post("/api/account/belongings/take", "").expect(200));

            for (Map.Entry<String, String> thing : added.things.entrySet()) {
                String owner = ownerOf(thing.getKey());
                assertThat(owner).as("%s of round %d", thing, round).isIn(id, thing.getValue());
                assertThat(owner).isNotEqualTo(added.visitor);
                followed += owner.equals(id) ? 1 : 0;
            }
            for (String table : List.of("jobs", "conversations", "uploads", "idempotent_answers", "owner_usage")) {
                assertThat(count(table + " where owner = '" + added.visitor + "'"))
                        .as("%s left behind in round %d", table, round)
                        .isZero();
            }
        }
        assertThat(followed).as("things that were added, and taken along").isGreaterThan(rounds);
    }

    private void deleted(int rounds) {
        int restored = 0;
        for (int round = 0; round < rounds; round++) {
            Added added = new Added(round);
            Browser deleting = gateway.newcomer().with("imece_visitor", added.cookie);
            List<Answer> deletion = new ArrayList<>();
            added.beside(() -> {
                Answer gone = deleting.delete("/api/me").expect(200);
                deletion.add(gone);
                return gone;
            });

            String his = "owner = '" + added.visitor + "'";
            assertThat(count("jobs where forgotten_by is null and " + his)
                            + count("conversations where deleted_by is null and " + his)
                            + count("uploads where deleted_by is null and " + his)
                            + count("idempotent_answers where deleted_by is null and " + his))
                    .as("what is still shown of round %d", round)
                    .isZero();
            Browser back = second.newcomer();
            back.post(
                            "/api/undo",
                            "{\"undo\":\""
                                    + deletion.getFirst().json().path("undo").stringValue() + "\"}")
                    .expect(200);
            for (Map.Entry<String, String> thing : added.things.entrySet()) {
                if (ownerOf(thing.getKey()).equals(added.visitor)) {
                    back.get(path(thing.getKey())).expect(200);
                    restored++;
                } else {
                    assertThat(ownerOf(thing.getKey())).isEqualTo(thing.getValue());
                }
            }
        }
        assertThat(restored)
                .as("things that were added, deleted and brought back")
                .isGreaterThan(rounds);
    }

    private long count(String rows) {
        return Long.parseLong(gateway.rows().text("select count(*) from " + rows));
    }

    private String ownerOf(String thing) {
        String[] parts = thing.split(" ", 2);
        return gateway.rows().text("select owner::text from " + parts[0] + " where id = ?::uuid", parts[1]);
    }

    private static String path(String thing) {
        String[] parts = thing.split(" ", 2);
        return "/api/" + parts[0] + "/" + parts[1];
    }

    /** What a visitor adds at both gateways, and what else happens at the same time. */
    private final class Added {
        private final Browser first = gateway.newcomer();
        private final String visitor;
        private final String cookie;
        private final String chat;
        private final String job;
        private final boolean uploads;

        /** Table and id of what was answered as done, and who is somebody new by that answer; else empty. */
        private final Map<String, String> things = new LinkedHashMap<>();

        Added(int round) {
            job = first.submitted("the first");
            chat = first.conversation();
            first.delete("/api/jobs/" + job).expect(202);
            visitor = first.visitor();
            cookie = first.cookie().replaceFirst(".*imece_visitor=", "").replaceFirst(";.*", "");
            uploads = round % UPLOAD_EVERY == 0;
        }

        private void beside(Callable<Answer> change) {
            things.put("jobs " + job, visitor);
            things.put("conversations " + chat, visitor);
            List<Work> works = new ArrayList<>(List.of(
                    new Work("jobs", gateway, at -> at.post("/api/jobs", Browser.spec("here"))),
                    new Work(
                            "jobs",
                            second,
                            at -> at.post(
                                    "/api/jobs",
                                    Browser.spec("there"),
                                    "Idempotency-Key",
                                    UUID.randomUUID().toString())),
                    new Work("conversations", second, at -> at.post("/api/conversations", "{}")),
                    new Work(
                            "messages",
                            second,
                            at -> at.post("/api/conversations/" + chat + "/messages", Browser.spec("in a chat"))),
                    new Work("retry", gateway, at -> at.post("/api/jobs/" + job + "/retry", ""))));
            if (uploads) {
                works.add(new Work("uploads", second, People::upload));
            }
            List<Callable<Answer>> all = new ArrayList<>(List.of(change));
            List<Browser> browsers = new ArrayList<>();
            for (Work work : works) {
                Browser browser = work.at().newcomer().with("imece_visitor", cookie);
                browsers.add(browser);
                all.add(() -> work.asked().apply(browser));
            }
            List<Answer> answers = Together.all(all);
            for (int i = 0; i < works.size(); i++) {
                keep(works.get(i), answers.get(i + 1), browsers.get(i).visitor());
            }
        }

        private void keep(Work work, Answer answer, String becameThen) {
            assertThat(answer.status()).as(answer.text()).isIn(200, 201, 202, 401, 404);
            if (answer.status() < 300) {
                String id = switch (work.makes()) {
                    case "jobs" -> People.job(answer);
                    case "messages" ->
                        answer.json()
                                .path("botMessage")
                                .path("jobs")
                                .path(0)
                                .path("id")
                                .stringValue();
                    default -> People.id(answer);
                };
                String table = switch (work.makes()) {
                    case "messages", "retry" -> "jobs";
                    default -> work.makes();
                };
                things.put(table + " " + id, becameThen);
            }
        }
    }

    private record Work(String makes, GatewayUnderTest at, Function<Browser, Answer> asked) {}
}
