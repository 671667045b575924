package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What may be asked for is what workers offer, or have offered within a week. */
class OffersIT {

    @Test
    void aJobMayAskForWhatWasOfferedWithinAWeekAndForNothingElse() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(OffersIT.class)) {
            Browser browser = gateway.newcomer();
            browser.post("/api/jobs", asking("\"checkpoint\": \"painter-v1\"")).refused(422, "unknown-checkpoint");
            browser.post("/api/jobs", asking("\"loras\": [{\"name\": \"paper-cut\"}]"))
                    .refused(422, "not-offered");

            FakeWorker worker = FakeWorker.start(gateway);
            Within.bounds().untilAsserted(() -> {
                JsonNode engine = gateway.newcomer()
                        .get("/api/options")
                        .json()
                        .path("engines")
                        .path(0);
                assertThat(engine.path("features").toString()).contains("img2img", "lora", "progress");
                assertThat(engine.path("checkpoints").toString()).isEqualTo("[\"painter-v1\"]");
                assertThat(engine.path("loras").toString()).isEqualTo("[\"paper-cut\"]");
            });
            gateway.tick("RememberingOffers.write");
            Answer wrong = browser.post("/api/jobs", asking("\"loras\": [{\"name\": \"papercut\"}]"));
            wrong.refused(422, "unknown-lora");
            assertThat(wrong.json().path("errors").path(0).path("allowed").stringValue())
                    .contains("paper-cut");
            worker.close();

            gateway.restart();
            gateway.pass(Duration.ofDays(6));
            browser.post("/api/jobs", asking("\"checkpoint\": \"painter-v1\", \"loras\": [{\"name\": \"paper-cut\"}]"))
                    .expect(202);
            gateway.pass(Duration.ofDays(2));
            Answer late = browser.post("/api/jobs", asking("\"checkpoint\": \"painter-v1\""));
            late.refused(422, "unknown-checkpoint");
        }
    }

    private static String asking(String fields) {
        return Browser.spec("something special").replaceFirst("}$", "," + fields + "}");
    }
}
