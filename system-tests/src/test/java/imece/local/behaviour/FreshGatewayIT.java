package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** What needs an empty database, small limits or a restart: a gateway of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FreshGatewayIT {
    private final GatewayUnderTest gateway = GatewayUnderTest.start(
            FreshGatewayIT.class, "--imece.gateway.max-waiting-per-user=3", "--imece.gateway.max-waiting=5");

    @BeforeAll
    void warm() {
        gateway.newcomer().get("/api/options").expect(200);
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    @Order(1)
    void nothingIsPromisedBeforeTheFirstPictureAndThenARangeFromMeasuredDurations() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, browser)) {
            String first = browser.submitted("first");
            FakeRun run = worker.take().start();
            String second = browser.submitted("second");
            String third = browser.submitted("third");
            Within.bounds().until(() -> browser.position(third) == 2);
            assertThat(browser.job(second).path("eta").isNull()).isTrue();

            run.complete();
            feed.told(first, "complete");
            worker.take().start();
            feed.told(second, "processing");
            Within.bounds().until(() -> !browser.job(third).path("eta").isNull());
            JsonNode eta = browser.job(third).path("eta");
            assertThat(eta.path("fromSeconds").longValue())
                    .isBetween(0L, eta.path("toSeconds").longValue());
            assertThat(eta.path("toSeconds").longValue()).isPositive();
            assertThat(browser.job(second).path("eta").isNull()).isTrue();
        }
    }

    @Test
    @Order(2)
    void tooManyWaitingJobsOfOneVisitorAndOfAllAreRefusedForNow() {
        Browser one = gateway.newcomer();
        Browser other = gateway.newcomer();
        one.post("/api/jobs", "{\"prompt\":\"two\",\"count\":2}").expect(202);
        assertThat(one.post("/api/jobs", "{\"prompt\":\"two more\",\"count\":2}")
                        .refused(429, "too-many-waiting")
                        .header("Retry-After"))
                .matches("[1-9]\\d*");
        one.post("/api/jobs", "{\"prompt\":\"one more fits\"}").expect(202);
        one.post("/api/jobs", "{\"prompt\":\"full\"}").refused(429, "too-many-waiting");
        one.post("/api/jobs", "{\"prompt\":\"keyed\"}", "Idempotency-Key", "not spent")
                .refused(429, "too-many-waiting");
        String chat = one.conversation();
        one.post("/api/conversations/" + chat + "/messages", "{\"prompt\":\"full\"}")
                .refused(429, "too-many-waiting");
        assertThat(one.get("/api/conversations/" + chat + "/messages")
                        .json()
                        .path("items")
                        .size())
                .as("what was refused leaves no messages behind")
                .isZero();

        String cancelled = other.submitted("theirs");
        other.delete("/api/jobs/" + cancelled).expect(202);
        other.post("/api/jobs", "{\"prompt\":\"too many in all\",\"count\":3}").refused(429, "too-many-waiting");
        other.post("/api/jobs", "{\"prompt\":\"the last two\",\"count\":2}").expect(202);
        other.post("/api/jobs/" + cancelled + "/retry", "").refused(429, "too-many-waiting");
        one.delete("/api/jobs?status=queued").expect(202);
        assertThat(one.post("/api/jobs", "{\"prompt\":\"keyed\"}", "Idempotency-Key", "not spent")
                        .expect(202)
                        .json()
                        .path("jobs")
                        .size())
                .as("a refusal spends no key")
                .isEqualTo(1);
        assertThat(other.get("/api/options")
                        .json()
                        .path("limits")
                        .path("waitingPerUser")
                        .intValue())
                .isEqualTo(3);
    }

    @Test
    @Order(3)
    void aRestartKeepsAnswersVisitorsJobsAndTheOperatorsToken() {
        Browser browser = gateway.newcomer();
        String key = "before and after";
        Answer first = browser.post("/api/jobs", Browser.spec("kept"), "Idempotency-Key", key)
                .expect(202);
        String token = gateway.operatorToken();
        String visitor = browser.visitor();

        gateway.restart();

        Answer again = browser.post("/api/jobs", Browser.spec("kept"), "Idempotency-Key", key)
                .expect(202);
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(browser.visitor()).isEqualTo(visitor);
        assertThat(gateway.operatorToken()).isEqualTo(token);
        String id = first.json().path("jobs").path(0).path("id").stringValue();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            FakeRun run = worker.take().start();
            assertThat(run.id()).isEqualTo(id);
            run.complete();
            Within.bounds().until(() -> browser.status(id).equals("complete"));
        }
    }
}
