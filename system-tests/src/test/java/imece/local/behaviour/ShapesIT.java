package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Every field that clients rest on, by name and kind. */
@ExtendWith(SharedGateway.class)
class ShapesIT {
    private static final String[] JOB = {
        "id",
        "conversationId",
        "messageId",
        "status",
        "queuePosition",
        "eta",
        "why",
        "roseBecause",
        "phase",
        "progress",
        "step",
        "steps",
        "prompt",
        "spec",
        "attempt",
        "runId",
        "seq",
        "version",
        "worker",
        "note",
        "image",
        "used",
        "error",
        "createdAt",
        "startedAt",
        "finishedAt"
    };

    private final GatewayUnderTest gateway;

    ShapesIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void aJobHasAllItsFieldsInEveryState() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            JsonNode queued = browser.submit("shape");
            FakeRun run = worker.take().start();
            String id = run.id();
            Within.bounds().until(() -> browser.status(id).equals("processing"));
            JsonNode processing = browser.job(id);
            run.complete();
            Within.bounds().until(() -> browser.status(id).equals("complete"));
            JsonNode complete = browser.job(id);
            String bad = browser.submitted("bad");
            worker.take().start().fail("bad-parameters", "No.", false);
            Within.bounds().until(() -> browser.status(bad).equals("error"));
            JsonNode error = browser.job(bad);

            for (JsonNode job : new JsonNode[] {queued, processing, complete, error}) {
                assertThat(job.propertyNames()).contains(JOB);
                UUID.fromString(job.path("id").stringValue());
                assertThat(job.path("createdAt").stringValue()).endsWith("Z");
                Instant.parse(job.path("createdAt").stringValue());
                assertThat(job.path("version").isIntegralNumber()).isTrue();
                assertThat(job.path("spec").path("seed").isIntegralNumber()).isTrue();
            }
            assertThat(queued.path("queuePosition").intValue()).isEqualTo(1);
            assertThat(processing.path("queuePosition").intValue()).isZero();
            assertThat(processing.path("phase").stringValue()).isEqualTo("loading-checkpoint");
            assertThat(processing.path("worker").propertyNames()).contains("id", "gpu");
            assertThat(processing.path("runId").isString()).isTrue();
            assertThat(complete.path("progress").intValue()).isEqualTo(100);
            assertThat(complete.path("phase").isNull()).isTrue();
            assertThat(complete.path("image").propertyNames()).contains("id", "url", "width", "height", "bytes");
            assertThat(error.path("error").propertyNames()).contains("code", "message", "retryable");
            assertThat(error.path("image").isNull()).isTrue();
            JsonNode attempt =
                    browser.get("/api/jobs/" + id + "/attempts").json().path(0);
            assertThat(attempt.propertyNames())
                    .contains("attempt", "worker", "gpu", "startedAt", "endedAt", "outcome", "reason");
        }
    }

    @Test
    void defaultsAreFilledInAndSeedsRise() {
        JsonNode jobs = gateway.newcomer()
                .post("/api/jobs", "{\"prompt\":\"plain\",\"count\":2}")
                .expect(202)
                .json()
                .path("jobs");
        JsonNode spec = jobs.path(0).path("spec");

        assertThat(spec.path("width").intValue()).isEqualTo(512);
        assertThat(spec.path("height").intValue()).isEqualTo(512);
        assertThat(spec.path("steps").intValue()).isEqualTo(20);
        assertThat(spec.path("cfgScale").doubleValue()).isEqualTo(7);
        long seed = spec.path("seed").longValue();
        assertThat(seed).isBetween(0L, 4_294_967_294L);
        assertThat(jobs.path(1).path("spec").path("seed").longValue()).isEqualTo(seed + 1);
    }

    @Test
    void aConversationCountsItsLiveJobs() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        browser.prompt(chat, "one");
        JsonNode two = browser.prompt(chat, "two");
        assertThat(live(browser, chat)).isEqualTo(2);
        browser.delete("/api/jobs/"
                        + two.path("botMessage").path("jobs").path(0).path("id").stringValue())
                .expect(202);
        assertThat(live(browser, chat)).isEqualTo(1);
        assertThat(browser.get("/api/conversations")
                        .json()
                        .path("items")
                        .path(0)
                        .path("liveJobs")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void aWorkerThatWasKilledAndStartedAgainIsListedOnce() {
        Browser operator = gateway.operator();
        String name = "twin-" + UUID.randomUUID();
        FakeWorker killed = FakeWorker.start(gateway, name, 1);
        Within.bounds().until(() -> listed(operator, name) == 1);
        killed.die();
        try (FakeWorker successor = FakeWorker.start(gateway, name, 1)) {
            successor.beat();
            Within.bounds()
                    .untilAsserted(() -> assertThat(operator.get("/api/queue")
                                    .json()
                                    .path("lanes")
                                    .path(0)
                                    .path("slots")
                                    .intValue())
                            .isEqualTo(1));
            assertThat(listed(operator, name)).isEqualTo(1);
            assertThat(operator.get("/api/workers").text()).contains("\"ready\"");
        }
    }

    private static long listed(Browser operator, String name) {
        return operator.get("/api/workers")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .filter(worker -> worker.path("id").stringValue().equals(name))
                .count();
    }

    private static int live(Browser browser, String chat) {
        return browser.get("/api/conversations/" + chat)
                .expect(200)
                .json()
                .path("liveJobs")
                .intValue();
    }
}
