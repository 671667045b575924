package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent.Phase;
import imece.contract.StatusEvent.Picture;
import imece.contract.StatusEvent.ReleaseReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/** The messages as they stand in {@code golden/amqp}: who changes one breaks workers and gateways of another version. */
class GoldenMessagesTest {

    private static final Path GOLDEN = Path.of(System.getProperty("imece.home"), "common", "golden", "amqp");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final UUID JOB = UUID.fromString("0198f2a4-5d10-7c3e-9a41-2f60c1d7e801");
    private static final UUID RUN = UUID.fromString("7b0f7f4e-1f5c-4f0e-8a37-5b9f0c2f4c11");
    private static final UUID INSTANCE = UUID.fromString("c6b1a1d2-0d4b-4a6e-b0b5-0a3f8a7e9d22");
    private static final UUID INIT = UUID.fromString("5c9e1f60-2c5e-4a0f-8a53-0f4b8f9d1e21");
    private static final RunKey KEY = new RunKey(JOB, 1, 0, RUN);
    private static final SlotAddress PLACE = new SlotAddress("worker-1", INSTANCE, "demo-0", "Demo GPU demo-0", "demo");
    private static final DispatchSecret SECRET = new DispatchSecret("b2f7c4f0-6a0e-4f44-9a55-0d5b7f6c1e2d");
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    private static final Map<String, Object> MESSAGES = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "render-job",
                    new RenderJob(
                            JOB,
                            1,
                            "img2img:lora:sdxl.safetensors",
                            new RenderSpec(
                                    "a lighthouse at dusk",
                                    "",
                                    "sdxl.safetensors",
                                    512,
                                    512,
                                    20,
                                    7.0,
                                    "euler",
                                    "normal",
                                    4294967295L,
                                    List.of(new Lora("paper-cut", 0.8)),
                                    INIT,
                                    0.6),
                            List.of("http://127.0.0.1:8080/api/uploads/" + JOB
                                    + "/1/{runId}?expires=1793620800&max=33554432" + "&signature=0a1b"),
                            List.of("http://127.0.0.1:8080/api/uploads/" + INIT
                                    + "/picture?expires=1793620800&signature=1b0a"),
                            600,
                            8,
                            1,
                            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                            new SlotId("worker-2", "demo-1"),
                            RenderJob.Neighbours.NONE,
                            null,
                            SECRET)),
            Map.entry("started", new StatusEvent.Started(KEY, 1, PLACE, AT, SECRET)),
            Map.entry(
                    "completed",
                    new StatusEvent.Completed(
                            KEY,
                            24,
                            PLACE,
                            AT,
                            new Picture("9f86d081884c7d65".repeat(4), 241_113, 512, 512),
                            1834,
                            null,
                            SECRET,
                            1210L,
                            312L)),
            Map.entry(
                    "failed",
                    new StatusEvent.Failed(
                            KEY,
                            9,
                            PLACE,
                            AT,
                            new Failure("out-of-memory", "The GPU ran out of memory.", true),
                            SECRET,
                            0L,
                            null)),
            Map.entry("released", new StatusEvent.Released(KEY, 1, PLACE, AT, ReleaseReason.GPU_BUSY, SECRET)),
            Map.entry("marker", new StatusEvent.Marker("gateway-1/42")),
            Map.entry("progress", new LiveEvent.Progress(KEY, 12, PLACE, Phase.DENOISING, 40, 8, 20)),
            Map.entry(
                    "heartbeat",
                    new LiveEvent.Heartbeat(
                            "worker-1",
                            INSTANCE,
                            "node-a",
                            "0.1.0",
                            LiveEvent.WorkerState.READY,
                            List.of(new LiveEvent.SlotReport(
                                    new LiveEvent.GpuReport("demo-0", "Demo GPU demo-0", 24_564, 6_142, 97, 71),
                                    LiveEvent.SlotState.BUSY,
                                    "demo",
                                    "sdxl.safetensors",
                                    null,
                                    KEY,
                                    null,
                                    new EngineCapabilities(
                                            true, true, true, false, false, true, true, true, false, false, 8),
                                    new LiveEvent.EngineOffer(
                                            List.of("sd15.safetensors", "sdxl.safetensors"), List.of("paper-cut")),
                                    new LaneAssignment("sdxl.safetensors", 7, 41),
                                    4)),
                            List.of(KEY))),
            Map.entry("worker-up", new LiveEvent.WorkerUp("worker-1", INSTANCE, "node-a", "0.1.0", AT)),
            Map.entry("worker-down", new LiveEvent.WorkerDown("worker-1", INSTANCE, AT)),
            Map.entry("cancel", new WorkerOrder.Cancel(JOB, 2)),
            Map.entry("abandon", new WorkerOrder.Abandon(JOB, 1, RUN)),
            Map.entry("drain", new WorkerOrder.Drain("worker-1")),
            Map.entry("assign", new WorkerOrder.Assign("worker-1", INSTANCE, "demo-0", "sdxl.safetensors", 7, 41)),
            Map.entry("call", new WorkerOrder.Call(List.of("sdxl.safetensors", "default"))),
            Map.entry("resume", new WorkerOrder.Resume("worker-1"))));

    @TestFactory
    Stream<DynamicTest> eachMessageIsWrittenAndReadAsItsGoldenFileSays() {
        return MESSAGES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    byte[] golden = Files.readAllBytes(GOLDEN.resolve(entry.getKey() + ".json"));
                    Object message = entry.getValue();
                    assertThat(JSON.readTree(Wire.write(message))).isEqualTo(JSON.readTree(golden));
                    assertThat(Wire.read(golden, rootOf(message))).contains(message);
                }));
    }

    @Test
    void everyGoldenFileBelongsToAMessage() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(MESSAGES.keySet());
        }
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> rootOf(Object message) {
        Class<?> root = switch (message) {
            case StatusEvent event -> StatusEvent.class;
            case LiveEvent event -> LiveEvent.class;
            case WorkerOrder order -> WorkerOrder.class;
            default -> message.getClass();
        };
        return (Class<Object>) root;
    }
}
