package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What everybody may know about the farm: options, the line in numbers, health, metrics, headers. */
@ExtendWith(SharedGateway.class)
class FarmAtAGlanceIT {
    private final GatewayUnderTest gateway;

    FarmAtAGlanceIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void optionsTellLimitsDefaultsWordsAndWhatIsServed() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            worker.beat();
            Within.bounds()
                    .until(() -> browser.get("/api/options")
                                    .json()
                                    .path("checkpoints")
                                    .size()
                            > 0);
            JsonNode options = browser.get("/api/options").expect(200).json();

            assertThat(options.path("limits").path("width").path("max").intValue())
                    .isEqualTo(2_048);
            assertThat(options.path("limits").path("promptCharacters").intValue())
                    .isEqualTo(2_000);
            assertThat(options.path("defaults").path("steps").intValue()).isEqualTo(20);
            assertThat(options.path("samplers").size()).isPositive();
            assertThat(options.path("schedulers").size()).isPositive();
            assertThat(options.path("checkpoints").toString()).contains(FakeWorker.CHECKPOINT);
            assertThat(options.path("engines").toString()).contains("fake");
        }
    }

    @Test
    void theLineIsCounted() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String running = browser.submitted("runs");
            worker.take().start();
            Within.bounds().until(() -> browser.status(running).equals("processing"));
            browser.submitted("waits");

            JsonNode lane =
                    browser.get("/api/queue").expect(200).json().path("lanes").path(0);
            assertThat(lane.propertyNames())
                    .containsExactlyInAnyOrder(
                            "lane", "waiting", "running", "slots", "oldestWaitSeconds", "startedPerMinute");
            assertThat(lane.path("lane").stringValue()).isEqualTo("default");
            assertThat(lane.path("waiting").intValue()).isEqualTo(1);
            assertThat(lane.path("running").intValue()).isEqualTo(1);
            assertThat(lane.path("slots").intValue()).isPositive();
            assertThat(lane.path("startedPerMinute").intValue()).isPositive();
        }
    }

    @Test
    void healthAndMetricsAnswer() {
        for (String probe : List.of("liveness", "readiness")) {
            assertThat(gateway.probe()
                            .get("/actuator/health/" + probe)
                            .expect(200)
                            .json()
                            .path("status")
                            .stringValue())
                    .isEqualTo("UP");
        }
        assertThat(gateway.probe().get("/actuator/prometheus").expect(200).text())
                .contains("imece_feed_sockets");
        gateway.probe().get("/actuator/env").expect(404);
        gateway.probe().get("/actuator/shutdown").expect(404);
        gateway.probe().get("/api/queue").expect(404);
    }

    @Test
    void whoeverAsksForPicturesLearnsNothingOfHealthAndMetrics() {
        Browser browser = gateway.newcomer();

        for (String path : List.of("", "/", "/health", "/health/liveness", "/prometheus", "/env")) {
            browser.get("/actuator" + path).refused(404, "not-found");
        }
    }

    @Test
    void everyAnswerForbidsFramesAndGuessing() {
        Browser browser = gateway.newcomer();

        for (String path : List.of("/", "/api/options", "/api/nothing", "/chat/x")) {
            Answer answer = browser.get(path);
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Security-Policy"))
                    .contains("default-src 'none'", "frame-ancestors 'none'");
        }
        assertThat(browser.get("/api/jobs").header("Cache-Control")).isEqualTo("no-store");
    }
}
