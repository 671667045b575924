package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.worker.engine.standin.ForgeStandIn;
import imece.worker.engine.standin.StandIn;
import imece.worker.engine.standin.Vice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One of three GPUs in one worker process is broken: no job pays for it, and it comes back when it is mended. */
@ExtendWith(SharedGateway.class)
class StormIT {
    private static final Duration STORM = Duration.ofMinutes(5);
    private static final Duration LONGEST_CANARY_PAUSE = Duration.ofMinutes(3);
    private static final int JOBS = 100;
    private static final int PER_POST = 5;
    private static final String WORKER = "stormy";

    private final GatewayUnderTest gateway;
    private final List<ForgeStandIn> engines =
            Stream.generate(ForgeStandIn::new).limit(3).toList();

    StormIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void close() {
        engines.forEach(StandIn::close);
        gateway.emptyLine();
    }

    @Test
    void aHundredJobsBecomeAHundredPicturesAndTheBrokenSlotIsHealedByItsCanary(
            @TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        engines.forEach(StandIn::open);
        ForgeStandIn broken = engines.getFirst();
        broken.has(Vice.OUT_OF_MEMORY);
        Browser browser = gateway.newcomer();
        try (WorkerProcess worker = WorkerProcess.start(gateway, folder, WORKER, slots())) {
            List<String> jobs = submitted(browser);
            await().atMost(STORM).until(() -> finished(browser).count() == JOBS);

            assertThat(finished(browser)
                            .filter(job -> job.path("status").stringValue().equals("complete"))
                            .map(job -> job.path("id").stringValue()))
                    .containsExactlyInAnyOrderElementsOf(jobs);
            assertThat(browser.get("/api/images/" + jobs.getLast()).expect(200).bytes())
                    .isNotEmpty();
            assertThat(runs("failed"))
                    .as("two jobs found out, the third went back unspent")
                    .isLessThanOrEqualTo(2);
            assertThat(runs("released")).isPositive();
            assertThat(slot(broken).path("state").stringValue()).isEqualTo("quarantined");
            assertThat(slot(broken).path("why").stringValue()).contains("out of memory", "canary");
            assertThat(slot(broken).path("capabilities").path("cancelRunning").booleanValue())
                    .isTrue();

            broken.has(Vice.NONE);
            await().atMost(LONGEST_CANARY_PAUSE)
                    .until(() -> slot(broken).path("state").stringValue().equals("idle"));
            drawsAgain(browser, broken);
            assertThat(worker.process().isAlive()).isTrue();
        }
    }

    /** The other two are held in the middle of a picture, so the third job has only one slot left. */
    private void drawsAgain(Browser browser, ForgeStandIn healed) {
        List<ForgeStandIn> others = engines.subList(1, 3);
        others.forEach(engine -> engine.hold(true));
        List<String> three = IntStream.range(0, 3)
                .mapToObj(i -> browser.submitted("after the storm " + i))
                .toList();
        Within.bounds()
                .until(() -> three.stream().anyMatch(job -> browser.status(job).equals("complete")));
        assertThat(healed.generations.getLast().path("prompt").stringValue()).startsWith("after the storm");
        others.forEach(engine -> engine.hold(false));
        Within.bounds()
                .until(() -> three.stream().allMatch(job -> browser.status(job).equals("complete")));
    }

    private static List<String> submitted(Browser browser) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < JOBS / PER_POST; i++) {
            browser.post(
                            "/api/jobs",
                            "{\"prompt\":\"storm %d\",\"width\":64,\"height\":64,\"steps\":2,\"count\":%d}"
                                    .formatted(i, PER_POST))
                    .expect(202)
                    .json()
                    .path("jobs")
                    .forEach(job -> ids.add(job.path("id").stringValue()));
        }
        return ids;
    }

    private static Stream<JsonNode> finished(Browser browser) {
        List<JsonNode> jobs = new ArrayList<>();
        for (String status : List.of("complete", "error")) {
            browser.get("/api/jobs?limit=200&status=" + status)
                    .expect(200)
                    .json()
                    .path("items")
                    .forEach(jobs::add);
        }
        return jobs.stream();
    }

    private int runs(String outcome) {
        return Integer.parseInt(
                gateway.rows().text("select count(*) from runs where worker = ? and outcome = ?", WORKER, outcome));
    }

    private JsonNode slot(ForgeStandIn engine) {
        List<JsonNode> slots = new ArrayList<>();
        gateway.operator()
                .get("/api/workers")
                .expect(200)
                .json()
                .path("items")
                .forEach(worker -> worker.path("slots").forEach(slots::add));
        return slots.stream()
                .filter(slot -> slot.path("uuid").stringValue().equals(gpu(engine)))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, String> slots() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i < engines.size(); i++) {
            String slot = "imece.worker.slots[" + i + "].";
            settings.put(slot + "engine", "forge");
            settings.put(slot + "url", engines.get(i).url());
            settings.put(slot + "gpu", gpu(engines.get(i)));
        }
        return settings;
    }

    private String gpu(ForgeStandIn engine) {
        return "storm-gpu-" + engines.indexOf(engine);
    }
}
