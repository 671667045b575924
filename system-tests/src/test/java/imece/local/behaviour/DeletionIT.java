package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.WorkerOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What its owner deletes is gone everywhere at once, comes back within a minute, and is then purged by any gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeletionIT {

    private final TwoGateways farm = TwoGateways.start(DeletionIT.class);
    private final GatewayUnderTest gateway = farm.one();
    private final GatewayUnderTest other = farm.other();
    private FakeWorker worker;

    @BeforeEach
    void aWorkerWithoutWork() {
        worker = FakeWorker.start(gateway);
    }

    @AfterEach
    void emptyLine() {
        worker.close();
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        farm.close();
    }

    @Test
    void aDeletedPictureIsGoneEverywhereComesBackAndIsPurgedByTheOtherGateway() {
        Browser visitor = gateway.newcomer();
        Turn turn = drawn(visitor, "a lighthouse");
        visitor.get("/api/images/" + turn.job() + "?w=64").expect(200);
        gateway.newcomer().delete("/api/images/" + turn.job()).refused(404, "not-found");

        JsonNode deletion =
                visitor.delete("/api/images/" + turn.job()).expect(200).json();
        assertThat(Instant.parse(deletion.path("until").stringValue())).isAfter(Instant.EPOCH);
        for (GatewayUnderTest each : List.of(gateway, other)) {
            Browser there = TwoGateways.at(each, visitor);
            there.get("/api/images/" + turn.job()).refused(404, "picture-removed");
            there.get("/api/images/" + turn.job() + "?w=64").refused(404, "picture-removed");
            assertThat(there.job(turn.job()).path("image").isNull()).isTrue();
        }
        assertThat(message(visitor, turn).path("content").stringValue()).isEqualTo("This picture was deleted.");
        visitor.delete("/api/images/" + turn.job()).refused(404, "not-found");

        assertThat(undo(TwoGateways.at(other, visitor), deletion)).isEqualTo("image");
        visitor.get("/api/images/" + turn.job()).expect(200);
        visitor.get("/api/images/" + turn.job() + "?w=64").expect(200);
        assertThat(message(visitor, turn).path("content").stringValue()).startsWith("[IMAGE]");

        JsonNode again = visitor.delete("/api/images/" + turn.job()).expect(200).json();
        purgeAt(other);
        assertThat(files(turn.job())).isEmpty();
        visitor.post("/api/undo", undoing(again)).refused(410, "undo-too-late");
        JsonNode job = visitor.job(turn.job());
        assertThat(job.path("prompt").stringValue()).isEqualTo("a lighthouse");
        assertThat(job.path("spec").path("seed").isNumber()).isTrue();
        assertThat(job.path("image").isNull()).isTrue();
        assertThat(visitor.get("/api/images/" + turn.job())
                        .refused(404, "picture-removed")
                        .text())
                .contains("as its owner wanted");
    }

    @Test
    void aForgottenJobIsGoneFromListsChatsFeedAndKeptAnswersAndComesBackWhole() {
        Browser visitor = gateway.newcomer();
        Turn turn = drawn(visitor, "a secret garden");
        String before = visitor.job(turn.job()).toString();
        gateway.newcomer().delete("/api/jobs/" + turn.job() + "?forget").refused(404, "not-found");

        JsonNode deletion;
        try (Feed feed = Feed.open(other, TwoGateways.at(other, visitor))) {
            deletion = visitor.delete("/api/jobs/" + turn.job() + "?forget")
                    .expect(200)
                    .json();
            feed.await(frame -> frame.path("kind").asString("").equals("forgotten")
                    && frame.path("jobs").path(0).asString("").equals(turn.job()));
        }
        for (GatewayUnderTest each : List.of(gateway, other)) {
            assertNothingTellsOf(TwoGateways.at(each, visitor), turn, "secret garden");
        }
        visitor.post("/api/conversations/" + turn.chat() + "/messages", turn.body(), "Idempotency-Key", turn.key())
                .refused(404, "not-found");

        assertThat(undo(visitor, deletion)).isEqualTo("job");
        assertThat(visitor.get("/api/images/" + turn.job()).expect(200).bytes()).isNotEmpty();
        assertThat(withoutVersion(visitor.job(turn.job()).toString())).isEqualTo(withoutVersion(before));
        assertThat(messages(visitor, turn.chat())).hasSize(2);
        assertThat(visitor.get("/api/conversations/" + turn.chat())
                        .json()
                        .path("title")
                        .stringValue())
                .isEqualTo("a secret garden");
        assertThat(visitor.post(
                                "/api/conversations/" + turn.chat() + "/messages",
                                turn.body(),
                                "Idempotency-Key",
                                turn.key())
                        .expect(202)
                        .text())
                .contains(turn.job());

        visitor.delete("/api/jobs/" + turn.job() + "?forget").expect(200);
        purgeAt(other);
        assertNowhere("secret garden");
        assertThat(files(turn.job())).isEmpty();
        visitor.post("/api/conversations/" + turn.chat() + "/messages", turn.body(), "Idempotency-Key", turn.key())
                .refused(404, "not-found");
    }

    @Test
    void ofAMessageWithSeveralPicturesTheOthersStay() {
        Browser visitor = gateway.newcomer();
        String chat = visitor.conversation();
        JsonNode bot = visitor.post("/api/conversations/" + chat + "/messages", "{\"prompt\":\"twins\",\"count\":2}")
                .expect(202)
                .json()
                .path("botMessage");
        String first = bot.path("jobs").path(0).path("id").stringValue();
        String last = bot.path("jobs").path(1).path("id").stringValue();
        visitor.delete("/api/jobs?status=live").expect(202);

        visitor.delete("/api/jobs/" + last + "?forget").expect(200);

        List<JsonNode> messages = messages(visitor, chat);
        assertThat(messages).hasSize(2);
        assertThat(messages.get(1).path("metadata").path("job_id").stringValue())
                .isEqualTo(first);
        assertThat(messages.get(1).path("jobs").size()).isEqualTo(1);
    }

    @Test
    void aLiveJobThatIsForgottenIsCancelledHiddenAndPurgedAndWhatItsWorkerStillUploadsIsCollected() throws Exception {
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        String id = visitor.submitted("never to be seen");
        FakeRun run = worker.take().start();
        Within.bounds().until(() -> visitor.status(id).equals("processing"));

        visitor.delete("/api/jobs/" + id + "?forget").expect(200);
        visitor.get("/api/jobs/" + id).refused(404, "not-found");
        assertThat(visitor.get("/api/jobs").text()).doesNotContain(id);
        Within.bounds()
                .until(() -> worker.orders().stream()
                        .anyMatch(order -> order instanceof WorkerOrder.Cancel cancel
                                && cancel.jobId().toString().equals(id)));
        purgeAt(other);
        assertThat(gateway.rows().texts("select status from jobs where id = ?::uuid", id))
                .isEmpty();

        run.complete();
        assertThat(files(id)).hasSize(1);
        Files.setLastModifiedTime(
                files(id).getFirst(), FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        other.tick("collect-orphans");
        assertThat(files(id)).isEmpty();
        assertNowhere("never to be seen");
        String next = visitor.submitted("and the line goes on");
        worker.take().start().complete();
        Within.bounds().until(() -> visitor.status(next).equals("complete"));
    }

    @Test
    void aConversationGoesWithItsPicturesOrWithoutThem() {
        Browser visitor = gateway.newcomer();
        Turn gone = drawn(visitor, "goes with its chat");
        Turn kept = drawn(visitor, "outlives its chat");
        String waiting = visitor.prompt(gone.chat(), "waits there")
                .path("botMessage")
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();

        visitor.delete("/api/conversations/" + kept.chat()).expect(204);
        visitor.get("/api/images/" + kept.job()).expect(200);
        gateway.newcomer()
                .delete("/api/conversations/" + gone.chat() + "?pictures=true")
                .refused(404, "not-found");

        JsonNode deletion = visitor.delete("/api/conversations/" + gone.chat() + "?pictures=true")
                .expect(200)
                .json();
        visitor.get("/api/conversations/" + gone.chat()).refused(404, "not-found");
        visitor.get("/api/conversations/" + gone.chat() + "/messages").refused(404, "not-found");
        visitor.post("/api/conversations/" + gone.chat() + "/messages", Browser.spec("x"))
                .refused(404, "not-found");
        assertNothingTellsOf(visitor, gone, "goes with its chat");
        visitor.get("/api/jobs/" + waiting).refused(404, "not-found");

        assertThat(undo(visitor, deletion)).isEqualTo("conversation");
        assertThat(messages(visitor, gone.chat())).hasSize(4);
        visitor.get("/api/images/" + gone.job()).expect(200);
        assertThat(visitor.status(waiting)).isEqualTo("cancelled");

        visitor.delete("/api/conversations/" + gone.chat() + "?pictures=true").expect(200);
        purgeAt(gateway);
        assertNowhere("goes with its chat", "waits there");
        assertThat(files(gone.job())).isEmpty();
        visitor.get("/api/images/" + kept.job()).expect(200);
    }

    @Test
    void whatALiveJobBeginsFromIsHiddenAtOnceAndPurgedWhenThatJobIsOver() throws SQLException {
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        String upload = visitor.send(
                        "POST",
                        "/api/uploads",
                        BodyPublishers.ofByteArray(Pictures.png(96, 64)),
                        "Content-Type",
                        "image/png")
                .expect(201)
                .json()
                .path("id")
                .stringValue();
        String begins = visitor.post("/api/jobs", "{\"prompt\":\"from it\",\"initImageId\":\"" + upload + "\"}")
                .expect(202)
                .json()
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();
        FakeRun run = worker.take().start();
        String signed = URI.create(run.job().initImageUrls().getFirst()).getPath() + "?"
                + URI.create(run.job().initImageUrls().getFirst()).getQuery();

        JsonNode deletion = visitor.delete("/api/uploads/" + upload).expect(200).json();
        visitor.get("/api/uploads/" + upload).refused(404, "not-found");
        visitor.post("/api/jobs", "{\"prompt\":\"again\",\"initImageId\":\"" + upload + "\"}")
                .refused(422, "unknown-init-image");
        purgeAt(other);
        gateway.newcomer().get(signed).expect(200);

        visitor.delete("/api/jobs/" + begins).expect(202);
        gateway.newcomer().get(signed).refused(404, "not-found");
        purgeAt(other);
        assertThat(gateway.rows().text("select count(*) from uploads where id = ?::uuid", upload))
                .isEqualTo("0");
        assertThat(gateway.pictures()
                        .resolve(".uploads")
                        .resolve(upload.substring(0, 2))
                        .resolve(upload))
                .doesNotExist();
        visitor.post("/api/undo", undoing(deletion)).refused(410, "undo-too-late");
        run.drop();
    }

    @Test
    void everythingOfOneVisitorGoesAndTheirCookieComesBackByUndo() {
        Browser visitor = gateway.newcomer();
        Turn turn = drawn(visitor, "all of mine");
        Browser somebody = gateway.newcomer();
        Turn others = drawn(somebody, "all of theirs");
        String running = visitor.submitted("all of mine, live");
        String who = visitor.visitor();

        Browser tab = TwoGateways.at(other, visitor);
        Answer gone = visitor.delete("/api/me").expect(200);
        assertThat(gone.header("Clear-Site-Data")).contains("storage");
        assertThat(gone.response().headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("imece_visitor=;") && cookie.contains("Max-Age=0"));
        assertNothingTellsOf(tab, turn, "all of mine");
        tab.get("/api/jobs/" + running).refused(404, "not-found");
        tab.get("/api/conversations/" + turn.chat()).refused(404, "not-found");

        Answer back = gateway.newcomer().post("/api/undo", undoing(gone.json())).expect(200);
        assertThat(back.header("Set-Cookie")).startsWith("imece_visitor=" + who + ".");
        Browser again = TwoGateways.at(other, visitor).with("imece_visitor", cookieOf(back));
        again.get("/api/images/" + turn.job()).expect(200);
        assertThat(again.status(running)).isEqualTo("cancelled");

        again.delete("/api/me").expect(200);
        purgeAt(gateway);
        assertNowhere("all of mine", who);
        assertThat(files(turn.job())).isEmpty();
        somebody.get("/api/images/" + others.job()).expect(200);
        assertThat(messages(somebody, others.chat())).hasSize(2);
    }

    @Test
    void whatWasUsedUpIsNotGivenBack() {
        Browser visitor = gateway.newcomer();
        Turn turn = drawn(visitor, "counts");
        String use = "select pictures || ' ' || gpu_millis || ' ' || bytes from owner_usage where owner = ?::uuid";
        String used = gateway.rows().text(use, visitor.visitor());

        visitor.delete("/api/jobs/" + turn.job() + "?forget").expect(200);
        purgeAt(gateway);

        assertThat(gateway.rows().text(use, visitor.visitor())).isEqualTo(used).startsWith("1 5 ");
    }

    @Test
    void nobodyMakesUpAnUndo() {
        Browser visitor = gateway.newcomer();
        visitor.post("/api/undo", "{}").invalid("undo");
        for (String token : List.of("x", UUID.randomUUID() + "." + "a".repeat(64))) {
            visitor.post("/api/undo", "{\"undo\":\"" + token + "\"}").refused(410, "undo-too-late");
        }
    }

    /** A prompt in a chat of its own that has been drawn. */
    private record Turn(String chat, String job, String key, String body) {}

    private Turn drawn(Browser visitor, String prompt) {
        String chat = visitor.conversation();
        String key = UUID.randomUUID().toString();
        String body = Browser.spec(prompt);
        String job = visitor.post("/api/conversations/" + chat + "/messages", body, "Idempotency-Key", key)
                .expect(202)
                .json()
                .path("botMessage")
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();
        worker.take().start().complete();
        Within.bounds().until(() -> visitor.status(job).equals("complete"));
        return new Turn(chat, job, key, body);
    }

    /** The same visitor at another gateway. */
    private static String cookieOf(Answer answer) {
        return answer.header("Set-Cookie").replaceFirst("imece_visitor=", "").replaceFirst(";.*", "");
    }

    private static void assertNothingTellsOf(Browser visitor, Turn turn, String words) {
        visitor.get("/api/jobs/" + turn.job()).refused(404, "not-found");
        visitor.get("/api/jobs/" + turn.job() + "/attempts").refused(404, "not-found");
        visitor.get("/api/images/" + turn.job()).refused(404, "not-found");
        visitor.get("/api/images/" + turn.job() + "?w=64").refused(404, "not-found");
        visitor.post("/api/jobs/" + turn.job() + "/retry", "").refused(404, "not-found");
        visitor.post("/api/jobs", "{\"prompt\":\"x\",\"initImageId\":\"" + turn.job() + "\"}")
                .refused(422, "unknown-init-image");
        assertThat(visitor.get("/api/jobs").expect(200).text()).doesNotContain(words);
        assertThat(visitor.get("/api/conversations?q=" + words.replace(' ', '+'))
                        .expect(200)
                        .json()
                        .path("items")
                        .valueStream())
                .isEmpty();
        Answer messages = visitor.get("/api/conversations/" + turn.chat() + "/messages");
        assertThat(messages.text()).doesNotContain(words);
    }

    /** No row of any table holds these words. */
    private void assertNowhere(String... words) {
        for (String table :
                List.of("jobs", "messages", "idempotent_answers", "conversations", "uploads", "deletions")) {
            for (String word : words) {
                assertThat(gateway.rows()
                                .text(
                                        "select count(*) from " + table
                                                + " t where to_jsonb(t)::text like '%' || ? || '%'",
                                        word))
                        .as("%s with %s", table, word)
                        .isEqualTo("0");
            }
        }
    }

    private static String undo(Browser visitor, JsonNode deletion) {
        return visitor.post("/api/undo", undoing(deletion))
                .expect(200)
                .json()
                .path("what")
                .stringValue();
    }

    private static String undoing(JsonNode deletion) {
        return "{\"undo\":\"" + deletion.path("undo").stringValue() + "\"}";
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

    private List<Path> files(String job) {
        Path folder = gateway.pictures().resolve(job.substring(0, 2)).resolve(job);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return new ArrayList<>(found.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode message(Browser visitor, Turn turn) {
        return messages(visitor, turn.chat()).get(1);
    }

    private static List<JsonNode> messages(Browser visitor, String chat) {
        return visitor.get("/api/conversations/" + chat + "/messages")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private static String withoutVersion(String job) {
        return job.replaceFirst("\"version\":\\d+", "");
    }
}
