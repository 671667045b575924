package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.EngineCapabilities;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.LiveEvent.WorkerState;
import imece.contract.Topology;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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
            gateway.tick("note-offers");
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

    @Test
    void ofOffersWithoutEndTheNewestAreRemembered() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(OffersIT.class)) {
            Rows rows = gateway.rows();
            int unused = rows.change("""
                    insert into offers (kind, name, reported_at)
                    select 'lora', 'made-up-' || i, now() - interval '1 hour' + i * interval '1 ms'
                    from generate_series(1, 25000) i""");

            gateway.pass(Duration.ofMinutes(2));
            gateway.tick("note-offers");

            assertThat(rows.text("select count(*)::text from offers")).isEqualTo("20000");
            assertThat(rows.text(
                            "select min(reported_at) = (select reported_at from offers where name = 'made-up-5001')"
                                    + " from offers"))
                    .isEqualTo("t");
        }
    }

    @Test
    void whatNoSingleEngineHasTogetherIsRefused() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(OffersIT.class);
                FakeWorker worker = FakeWorker.start(gateway);
                Amqp amqp = Amqp.connect(gateway.brokerUri());
                ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor()) {
            worker.beat();
            LiveEvent.Heartbeat plain = plain("sketcher");
            ScheduledFuture<?> beating =
                    heart.scheduleWithFixedDelay(() -> amqp.publish(Topology.LIVE, "", plain), 0, 1, TimeUnit.SECONDS);
            Browser browser = gateway.newcomer();
            Within.bounds()
                    .untilAsserted(() -> assertThat(browser.get("/api/options")
                                    .json()
                                    .path("checkpoints")
                                    .toString())
                            .isEqualTo("[\"painter-v1\",\"sketcher\"]"));

            browser.post("/api/jobs", asking("\"checkpoint\": \"painter-v1\", \"loras\": [{\"name\": \"paper-cut\"}]"))
                    .expect(202);
            browser.post("/api/jobs", asking("\"checkpoint\": \"sketcher\"")).expect(202);
            String both = asking("\"checkpoint\": \"sketcher\", \"loras\": [{\"name\": \"paper-cut\"}]");
            Within.bounds().until(() -> browser.post("/api/jobs", both).status() == 422);
            Answer apart = browser.post("/api/jobs", both);
            apart.refused(422, "not-offered");
            assertThat(apart.json().path("detail").stringValue())
                    .isEqualTo("No engine that has the checkpoint sketcher also knows LoRAs.");
            beating.cancel(false);
        }
    }

    private static LiveEvent.Heartbeat plain(String checkpoint) {
        SlotReport slot = new SlotReport(
                LiveEvent.GpuReport.named("gpu-plain", "plain"),
                SlotState.IDLE,
                "fake",
                Topology.DEFAULT_LANE,
                checkpoint,
                null,
                null,
                new EngineCapabilities(true, true, true, true, true, true, true, true, false, false, 8),
                new LiveEvent.EngineOffer(List.of(checkpoint), List.of()));
        return new LiveEvent.Heartbeat(
                "plain", UUID.randomUUID(), "test-host", "0", WorkerState.READY, List.of(slot), List.of());
    }

    private static String asking(String fields) {
        return Browser.spec("something special").replaceFirst("}$", "," + fields + "}");
    }
}
