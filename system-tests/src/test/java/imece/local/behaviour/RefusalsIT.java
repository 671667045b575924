package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.worker.engine.standin.ComfyStandIn;
import imece.worker.engine.standin.ForgeStandIn;
import imece.worker.engine.standin.StandIn;
import imece.worker.engine.standin.Vice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Engines of two kinds in one farm: what one of them refuses or lacks, the other one draws. */
@ExtendWith(SharedGateway.class)
class RefusalsIT {
    private static final Duration ALL_DRAWN = Duration.ofMinutes(3);
    private static final int JOBS = 14;
    private static final String WORKER = "mixed";
    private static final String REFUSING = "refusing-gpu";
    private static final String DRAWING = "drawing-gpu";

    private final GatewayUnderTest gateway;
    private final ComfyStandIn comfyui = new ComfyStandIn();
    private final ForgeStandIn forge = new ForgeStandIn();

    RefusalsIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void close() {
        List.of(comfyui, forge).forEach(StandIn::close);
        gateway.emptyLine();
    }

    @Test
    void anEngineThatRefusesEverythingIsFoundOutAndNoJobPaysForIt(@TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        comfyui.open();
        forge.open();
        comfyui.has(Vice.BAD_REQUEST);
        Browser browser = gateway.newcomer();
        Map<String, String> slots = new TreeMap<>(slot(0, "comfyui", comfyui, REFUSING));
        slots.putAll(slot(1, "forge", forge, DRAWING));
        try (WorkerProcess worker = WorkerProcess.start(gateway, folder, WORKER, slots)) {
            // A slot of which no gateway has heard is none that a refused job could go to.
            List.of(REFUSING, DRAWING).forEach(this::awaitIdle);
            List<String> jobs = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                jobs.add(browser.submitted("refused " + i));
            }
            await().atMost(ALL_DRAWN)
                    .until(() ->
                            jobs.stream().allMatch(job -> browser.status(job).equals("complete")));

            String ids = String.join(",", jobs);
            assertThat(gateway.rows()
                            .texts(
                                    "select outcome from runs where job_id = any (string_to_array(?, ',')::uuid[])",
                                    ids))
                    .doesNotContain("failed");
            assertThat(gateway.rows()
                            .texts("select failures from jobs where id = any (string_to_array(?, ',')::uuid[])", ids))
                    .containsOnly("0");
            JsonNode refusing = slot(REFUSING);
            assertThat(refusing.path("state").stringValue()).isEqualTo("quarantined");
            assertThat(refusing.path("why").stringValue()).contains("Value 9999 bigger than max");
            assertThat(worker.process().isAlive()).isTrue();
        }
    }

    @Test
    void aJobWithoutAnyOtherSlotEndsAfterTheSecondRefusal(@TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        comfyui.open();
        comfyui.has(Vice.BAD_REQUEST);
        Browser browser = gateway.newcomer();
        try (WorkerProcess worker =
                WorkerProcess.start(gateway, folder, WORKER, slot(0, "comfyui", comfyui, REFUSING))) {
            String job = browser.submitted("refused alone");
            await().atMost(ALL_DRAWN).until(() -> browser.status(job).equals("error"));
            assertThat(browser.job(job).path("error").path("code").stringValue())
                    .isEqualTo("engine-refused");
            assertThat(browser.job(job).path("attempt").intValue()).isEqualTo(2);
            assertThat(worker.process().isAlive()).isTrue();
        }
    }

    @Test
    void whatAWorkflowFixesIsToldAndWhatItTakesIsOffered(@TempDir(cleanup = CleanupMode.ALWAYS) Path folder)
            throws IOException, SQLException {
        // What other engines of this week have taken may be asked for.
        gateway.rows().change("delete from offers");
        comfyui.open();
        Path workflow = folder.resolve("mine.json");
        Files.writeString(workflow, """
            {"4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "tiny-a.safetensors"}},
             "5": {"class_type": "EmptyLatentImage",
                   "inputs": {"width": "{{width}}", "height": "{{height}}", "batch_size": 1}},
             "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "{{prompt}}", "clip": ["4", 1]}},
             "3": {"class_type": "KSampler",
                   "inputs": {"seed": "{{seed}}", "steps": 3, "cfg": 1.5, "sampler_name": "lcm",
                              "scheduler": "{{scheduler}}", "positive": ["6", 0], "latent_image": ["5", 0]}},
             "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
             "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "{{filename}}", "images": ["8", 0]}}}
            """);
        Map<String, String> slots = new TreeMap<>(slot(0, "comfyui", comfyui, "fixed-gpu"));
        slots.put("imece.worker.slots[0].workflow", workflow.toString());
        Browser browser = gateway.newcomer();
        try (WorkerProcess worker = WorkerProcess.start(gateway, folder, WORKER, slots)) {
            Within.bounds().untilAsserted(() -> {
                JsonNode options = browser.get("/api/options").expect(200).json();
                assertThat(words(options.path("samplers")))
                        .as("the default, and no other")
                        .containsExactly("euler");
                assertThat(words(options.path("schedulers")))
                        .containsExactly("normal", "karras", "simple", "sgm_uniform");
            });
            String job = browser.submitted("a fixed workflow <lora:nobody-has-this:1>");
            Within.bounds().until(() -> browser.status(job).equals("complete"));
            JsonNode used = browser.job(job).path("used");
            assertThat(used.path("steps").intValue()).isEqualTo(3);
            assertThat(used.path("cfgScale").doubleValue()).isEqualTo(1.5);
            assertThat(used.path("sampler").stringValue()).isEqualTo("lcm");
            assertThat(used.path("prompt").stringValue()).isEqualTo("a fixed workflow");
            assertThat(browser.job(job).path("steps").intValue()).isEqualTo(3);
            String picture =
                    new String(browser.get("/api/images/" + job).expect(200).bytes(), StandardCharsets.ISO_8859_1);
            assertThat(picture).contains("Steps: 3, Sampler: LCM").contains("Model: tiny-a.safetensors");
            browser.post(
                            "/api/jobs",
                            "{\"prompt\":\"rare\",\"width\":64,\"height\":64,\"steps\":2,\"sampler\":\"uni_pc\"}")
                    .refused(422, "not-offered");
            assertThat(worker.process().isAlive()).isTrue();
        }
    }

    private static List<String> words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
    }

    private static Map<String, String> slot(int number, String engine, StandIn standIn, String gpu) {
        String slot = "imece.worker.slots[" + number + "].";
        return Map.of(slot + "engine", engine, slot + "url", standIn.url(), slot + "gpu", gpu);
    }

    private void awaitIdle(String gpu) {
        Within.bounds()
                .until(() ->
                        slots(gpu).map(slot -> slot.path("state").stringValue()).anyMatch("idle"::equals));
    }

    private JsonNode slot(String gpu) {
        return slots(gpu).findFirst().orElseThrow();
    }

    private Stream<JsonNode> slots(String gpu) {
        return gateway.operator()
                .get("/api/workers")
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .flatMap(worker -> worker.path("slots").valueStream())
                .filter(slot -> slot.path("uuid").stringValue().equals(gpu));
    }
}
