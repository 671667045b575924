package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import imece.contract.StatusEvent.ReleaseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** From submit to the end: stored, logged and pushed at each step; and what happens after an error. */
@ExtendWith(SharedGateway.class)
class StatesIT {
    private final GatewayUnderTest gateway;

    StatesIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void eachTransitionIsStoredWithItsTimeLoggedAndPushedInOrder() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("imece.gateway");
        logger.addAppender(log);
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, browser)) {
            String id = browser.submitted("a clock");
            FakeRun run = worker.take().start();
            feed.told(id, "processing");
            run.progress(50);
            feed.first("progress");
            run.complete();
            feed.told(id, "complete");

            List<JsonNode> frames = feed.ofJob(id);
            assertThat(frames.stream()
                            .map(job -> job.path("status").stringValue())
                            .distinct())
                    .containsExactly("queued", "processing", "complete");
            assertThat(frames.stream().map(job -> job.path("version").longValue()))
                    .isSorted()
                    .doesNotHaveDuplicates();
            JsonNode job = browser.job(id);
            assertThat(List.of(time(job, "createdAt"), time(job, "startedAt"), time(job, "finishedAt")))
                    .isSorted();
            assertThat(gateway.rows().text("select dispatched_at from jobs where id = ?::uuid", id))
                    .isNotEqualTo("null");
            assertThat(List.copyOf(log.list).stream()
                            .filter(line -> line.getKeyValuePairs() != null
                                    && line.getKeyValuePairs().stream()
                                            .anyMatch(pair ->
                                                    String.valueOf(pair.value).equals(id)))
                            .map(ILoggingEvent::getFormattedMessage)
                            .map(line -> line.replaceAll(".*(joins|dispatched|processing|complete).*", "$1"))
                            .distinct())
                    .containsSequence("joins", "dispatched", "processing", "complete");
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void theStoredMessageFollowsItsJobAndHasNoPlaceAnyMoreOnceItRuns() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway, "two-slots", 2)) {
            browser.submitted("before it");
            String bot = browser.prompt(browser.conversation(), "followed")
                    .path("botMessage")
                    .path("id")
                    .stringValue();
            assertThat(stored(bot)).isEqualTo("queued, place 2");
            FakeRun before = worker.take();
            FakeRun run = worker.take().start();
            Within.bounds().untilAsserted(() -> assertThat(stored(bot)).isEqualTo("processing, place 0"));
            run.complete();
            Within.bounds().untilAsserted(() -> assertThat(stored(bot)).isEqualTo("complete, place 0"));
            before.start().complete();
        }
    }

    private String stored(String message) {
        return gateway.rows()
                .text(
                        "select metadata->>'status' || ', place ' || (metadata->>'queue_position') from messages where"
                                + " id = ?::uuid",
                        message);
    }

    @Test
    void anErrorIsStoredPushedAndShownAndTheNextJobStartsByItself() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, browser)) {
            String bad = id(browser.prompt(chat, "a bad one"));
            String next = id(browser.prompt(chat, "the next one"));

            worker.take().start().fail("bad-parameters", "The engine refused this size.", false);

            FakeRun run = worker.take().start();
            assertThat(run.id()).isEqualTo(next);
            JsonNode error = feed.told(bad, "error").path("job").path("error");
            assertThat(error.path("code").stringValue()).isEqualTo("bad-parameters");
            assertThat(error.path("retryable").booleanValue()).isFalse();
            assertThat(browser.job(bad).path("error").path("message").stringValue())
                    .isEqualTo("The engine refused this size.");
            JsonNode message = browser.get("/api/conversations/" + chat + "/messages")
                    .expect(200)
                    .json()
                    .path("items")
                    .path(1);
            assertThat(message.path("content").stringValue()).isEqualTo("The engine refused this size.");
            assertThat(message.path("metadata").path("status").stringValue()).isEqualTo("error");
            assertThat(message.path("metadata").path("error").stringValue()).isEqualTo("The engine refused this size.");
            run.complete();
            feed.told(next, "complete");
        }
    }

    @Test
    void aTransientFailureIsTriedAgainAndTheThirdOneIsTheEnd() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String id = browser.submitted("an unlucky one");
            for (int i = 0; i < 3; i++) {
                FakeRun run = worker.take().start();
                assertThat(run.job().avoid())
                        .as("there is no other slot to try")
                        .isNull();
                run.fail("out-of-memory", "The GPU ran out of memory.", true);
            }

            Within.bounds().until(() -> browser.status(id).equals("error"));
            JsonNode attempts =
                    browser.get("/api/jobs/" + id + "/attempts").expect(200).json();
            assertThat(attempts.valueStream().map(run -> run.path("attempt").intValue()))
                    .containsExactly(1, 2, 3);
            assertThat(attempts.valueStream()).allSatisfy(run -> {
                assertThat(run.path("outcome").stringValue()).isEqualTo("failed");
                assertThat(run.path("reason").stringValue()).contains("out of memory");
                assertThat(run.path("worker").stringValue()).isEqualTo(worker.name());
                assertThat(run.path("gpu").stringValue()).contains(worker.name());
                assertThat(time(run, "startedAt")).isBeforeOrEqualTo(time(run, "endedAt"));
            });
            assertThat(Duration.between(time(attempts.path(0), "endedAt"), time(attempts.path(1), "startedAt")))
                    .as("waits before the second try")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(Duration.between(time(attempts.path(1), "endedAt"), time(attempts.path(2), "startedAt")))
                    .as("and longer before the third")
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void everyAttemptSaysWhereItWasAndHowItEnded() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String id = browser.submitted("one with a history");
            worker.take().start().release(ReleaseReason.DRAINING);
            worker.take().start().fail("out-of-memory", "The GPU ran out of memory.", true);
            FakeRun last = worker.take().start();
            Within.bounds().until(() -> browser.status(id).equals("processing"));
            browser.delete("/api/jobs/" + id).expect(202);
            last.drop();

            JsonNode attempts =
                    browser.get("/api/jobs/" + id + "/attempts").expect(200).json();
            assertThat(attempts.valueStream().map(run -> run.path("outcome").stringValue()))
                    .containsExactly("released", "failed", "cancelled");
            assertThat(attempts.valueStream().map(run -> run.path("reason").stringValue()))
                    .containsExactly(
                            "the worker is being stopped",
                            "out-of-memory: The GPU ran out of memory.",
                            "cancelled by its owner");
            assertThat(attempts.valueStream()).allSatisfy(run -> {
                assertThat(run.path("worker").stringValue()).isEqualTo(worker.name());
                assertThat(run.path("gpu").stringValue()).contains(worker.name());
                assertThat(time(run, "startedAt")).isBeforeOrEqualTo(time(run, "endedAt"));
            });
        }
    }

    @Test
    void onePictureOfAGridIsTriedAgainAlsoAfterARestart() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        JsonNode grid = browser.post(
                        "/api/conversations/" + chat + "/messages",
                        "{\"prompt\": \"four of them\", \"count\": 4, \"seed\": 70}")
                .expect(202)
                .json()
                .path("botMessage")
                .path("jobs");
        String failed = grid.path(1).path("id").stringValue();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            for (int i = 0; i < 4; i++) {
                FakeRun run = worker.take().start();
                if (run.id().equals(failed)) {
                    run.fail("bad-parameters", "The engine refused this one.", false);
                } else {
                    run.complete();
                }
            }
            Within.bounds().until(() -> browser.status(failed).equals("error"));
        }
        gateway.restart();

        JsonNode again =
                browser.post("/api/jobs/" + failed + "/retry", "").expect(202).json();
        assertThat(again.path("spec").path("seed").longValue()).isEqualTo(71);
        assertThat(again.path("messageId")).isEqualTo(grid.path(1).path("messageId"));
        String id = again.path("id").stringValue();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            FakeRun run = worker.take();
            assertThat(run.id()).isEqualTo(id);
            run.start().complete();
            Within.bounds().until(() -> browser.status(id).equals("complete"));
        }
        assertThat(browser.get("/api/conversations/" + chat + "/messages")
                        .json()
                        .path("items")
                        .path(1)
                        .path("jobs")
                        .size())
                .isEqualTo(5);
        browser.post("/api/jobs/" + id + "/retry", "").refused(409, "");
        assertThat(browser.status(failed)).as("what failed stays failed").isEqualTo("error");
    }

    @Test
    void aJobThatIsGivenBackKeepsItsPlaceAndSaysWhy() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String first = browser.submitted("first");
            FakeRun run = worker.take();
            browser.submitted("second");
            run.release(ReleaseReason.GPU_BUSY);

            FakeRun again = worker.take();
            // The second was with the broker already; after it, the first is next.
            FakeRun later = again.id().equals(first) ? again : after(again, worker);
            assertThat(later.id()).isEqualTo(first);
            assertThat(later.job().epoch()).isGreaterThan(run.job().epoch());
            JsonNode job = browser.job(first);
            assertThat(job.path("attempt").intValue()).isZero();
            assertThat(job.path("note").asString("")).isNotBlank();
        }
    }

    @Test
    void lateAndStaleEventsChangeNothing() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String id = browser.submitted("done");
            FakeRun run = worker.take().start();
            run.complete();
            Within.bounds().until(() -> browser.status(id).equals("complete"));
            JsonNode done = browser.job(id);

            run.start();
            String marker = browser.submitted("a marker behind the late event");
            worker.take().start();
            Within.bounds().until(() -> browser.status(marker).equals("processing"));

            assertThat(browser.job(id)).isEqualTo(done);
        }
    }

    private static FakeRun after(FakeRun run, FakeWorker worker) {
        run.start().complete();
        return worker.take();
    }

    private static Instant time(JsonNode of, String field) {
        return Instant.parse(of.path(field).stringValue());
    }

    private static String id(JsonNode answer) {
        return answer.path("botMessage").path("jobs").path(0).path("id").stringValue();
    }
}
