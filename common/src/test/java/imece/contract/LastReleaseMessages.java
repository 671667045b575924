package imece.contract;

import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.contract.StatusEvent.Picture;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.Topology.ExchangeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the last release's messages in {@code golden/last-release/amqp} mean. At a release's commit
 * {@link RecordMessages} writes them.
 */
final class LastReleaseMessages {

    static final Path FOLDER = Path.of(System.getProperty("imece.home"), "common", "golden", "last-release", "amqp");
    static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final UUID JOB = UUID.fromString("0198f2a4-5d10-7c3e-9a41-2f60c1d7e801");
    private static final UUID OTHER = UUID.fromString("0198f2a4-5d10-7c3e-9a41-2f60c1d7e802");
    private static final UUID RUN = UUID.fromString("7b0f7f4e-1f5c-4f0e-8a37-5b9f0c2f4c11");
    private static final UUID INSTANCE = UUID.fromString("c6b1a1d2-0d4b-4a6e-b0b5-0a3f8a7e9d22");
    private static final UUID INIT = UUID.fromString("5c9e1f60-2c5e-4a0f-8a53-0f4b8f9d1e21");
    private static final RunKey KEY = new RunKey(JOB, 3, 2, RUN);
    private static final SlotAddress PLACE =
            new SlotAddress("worker-1", INSTANCE, "GPU-7f", "NVIDIA RTX 4090", "comfyui");
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00.123456Z");

    /** By the name of its file. */
    static final Map<String, Object> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "render-job",
                    new RenderJob(
                            JOB,
                            3,
                            "img2img:lora:sdxl.safetensors",
                            new RenderSpec(
                                    "a \"lighthouse\" at dusk, ğüşiöç 灯台",
                                    "blurry",
                                    "sdxl.safetensors",
                                    512,
                                    768,
                                    20,
                                    7.5,
                                    "dpmpp_2m_sde",
                                    "sgm_uniform",
                                    4294967295L,
                                    List.of(new Lora("paper-cut", 0.8), new Lora("ink", -1)),
                                    INIT,
                                    0.6),
                            List.of("http://127.0.0.1:8080/api/uploads/" + JOB
                                    + "/3/{runId}?expires=1793620800&max=33554432&signature=0a1b"),
                            List.of("http://127.0.0.1:8080/api/uploads/" + INIT
                                    + "/picture?expires=1793620800&signature=1b0a"),
                            600,
                            8,
                            2,
                            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                            new SlotId("worker-2", "demo-1"),
                            RenderJob.Neighbours.NONE)),
            Map.entry(
                    "render-job-least",
                    new RenderJob(
                            JOB,
                            1,
                            "default",
                            new RenderSpec("x", "", null, 64, 64, 1, 1, "euler", "normal", 0),
                            List.of("http://127.0.0.1:8080/api/uploads/" + JOB + "/1/{runId}"),
                            List.of(),
                            600,
                            8,
                            null,
                            null,
                            null,
                            RenderJob.Neighbours.ANY)),
            Map.entry("started", new StatusEvent.Started(KEY, 1, PLACE, AT)),
            Map.entry(
                    "completed",
                    new StatusEvent.Completed(
                            KEY, 24, PLACE, AT, new Picture("9f86d081884c7d65".repeat(4), 241_113, 512, 768), 1834)),
            Map.entry(
                    "failed",
                    new StatusEvent.Failed(
                            KEY, 9, PLACE, AT, new Failure("out-of-memory", "The GPU ran out of memory.", true))),
            Map.entry(
                    "failed-for-good",
                    new StatusEvent.Failed(
                            KEY, 2, PLACE, AT, new Failure("bad-parameters", "There is no such sampler.", false))),
            Map.entry("released", new StatusEvent.Released(KEY, 1, PLACE, AT, ReleaseReason.GPU_BUSY)),
            Map.entry("marker", new StatusEvent.Marker("gateway-1/42")),
            Map.entry("progress", new LiveEvent.Progress(KEY, 12, PLACE, Phase.DENOISING, 40, 8, 20)),
            Map.entry("heartbeat", heartbeat(LiveEvent.WorkerState.READY, busy(), stalled())),
            Map.entry("heartbeat-least", heartbeat(LiveEvent.WorkerState.DRAINING)),
            Map.entry("worker-up", new LiveEvent.WorkerUp("worker-1", INSTANCE, "node-a", "0.1.0", AT)),
            Map.entry("worker-down", new LiveEvent.WorkerDown("worker-1", INSTANCE, AT)),
            Map.entry("cancel", new WorkerOrder.Cancel(JOB, 2)),
            Map.entry("abandon", new WorkerOrder.Abandon(JOB, 1, RUN)),
            Map.entry("drain", new WorkerOrder.Drain("worker-1")),
            Map.entry("resume", new WorkerOrder.Resume("worker-1")),
            Map.entry("call", new WorkerOrder.Call(List.of("sdxl.safetensors", "default")))));

    /** Every word that stands for a value of its own, by what it is said of. */
    static final Map<String, List<? extends Object>> WORDS = new TreeMap<>(Map.of(
            "phase", List.of(Phase.values()),
            "release-reason", List.of(ReleaseReason.values()),
            "worker-state", List.of(LiveEvent.WorkerState.values()),
            "slot-state", List.of(LiveEvent.SlotState.values()),
            "neighbours", List.of(RenderJob.Neighbours.values())));

    private static final String LANE = "img2img:lora:sd xl_ğ.safetensors";

    private LastReleaseMessages() {}

    /** Writes every message and every word. */
    static void record() throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, Object> each : ALL.entrySet()) {
            write(FOLDER.resolve(each.getKey() + ".json"), JSON.readTree(Wire.write(each.getValue())));
        }
        write(FOLDER.resolveSibling("words.json"), words());
        write(FOLDER.resolveSibling("topology.json"), topology());
    }

    static Map<String, Object> words() {
        Map<String, Object> words = new TreeMap<>();
        WORDS.forEach((name, values) -> words.put(
                name,
                values.stream().map(value -> JSON.valueToTree(value).asString()).toList()));
        words.put(
                "phase-in-rows", Arrays.stream(Phase.values()).map(Phase::word).toList());
        words.put("sampler", Sampler.words());
        words.put("scheduler", Scheduler.words());
        return words;
    }

    /** What both sides must call by the same name, and declare with the same arguments. */
    static Map<String, Object> topology() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry(
                        "exchanges",
                        Topology.exchanges().stream().map(ExchangeSpec::name).toList()),
                Map.entry("store", Topology.storeQueue().name()),
                Map.entry("storeArguments", new TreeMap<>(Topology.storeQueue().arguments())),
                Map.entry("dead", Topology.deadQueue().name()),
                Map.entry("deadArguments", new TreeMap<>(Topology.deadQueue().arguments())),
                Map.entry(
                        "defaultLane", Topology.laneQueue(Topology.DEFAULT_LANE).name()),
                Map.entry(
                        "defaultLaneArguments",
                        new TreeMap<>(Topology.laneQueue(Topology.DEFAULT_LANE).arguments())),
                Map.entry("lane", Topology.laneQueue(LANE).name()),
                Map.entry(
                        "laneArguments", new TreeMap<>(Topology.laneQueue(LANE).arguments())),
                Map.entry(
                        "control",
                        Topology.workerQueue(Topology.controlQueue("worker 1", INSTANCE.toString()))
                                .name()),
                Map.entry(
                        "lanes",
                        Stream.of("default", "lora:x", "sdxl.safetensors", "漢字".repeat(200))
                                .map(LaneName::ofCheckpoint)
                                .toList()),
                Map.entry("contentTypes", List.of(Topology.JSON, Topology.JPEG)),
                Map.entry("previewHeaders", List.of(Topology.HEADER_JOB, Topology.HEADER_RUN, Topology.HEADER_SEQ)),
                Map.entry("runPlaceholder", RenderJob.RUN_PLACEHOLDER)));
    }

    static void write(Path file, Object value) throws IOException {
        Files.writeString(file, Objects.requireNonNull(JSON.writeValueAsString(value)) + "\n");
    }

    private static LiveEvent.Heartbeat heartbeat(LiveEvent.WorkerState state, LiveEvent.SlotReport... slots) {
        return new LiveEvent.Heartbeat(
                "worker-1",
                INSTANCE,
                "node-a",
                "0.1.0",
                state,
                List.of(slots),
                slots.length == 0 ? List.of() : List.of(KEY, new RunKey(OTHER, 1, 0, INIT)));
    }

    private static LiveEvent.SlotReport busy() {
        return new LiveEvent.SlotReport(
                new LiveEvent.GpuReport("GPU-7f", "NVIDIA RTX 4090", 24_564, 6_142, 97, 71),
                LiveEvent.SlotState.BUSY,
                "comfyui",
                "img2img:lora:sdxl.safetensors",
                "sdxl.safetensors",
                KEY,
                "It draws.",
                new EngineCapabilities(true, false, true, false, true, false, true, false, true, false, 8),
                new LiveEvent.EngineOffer(List.of("sd15.safetensors", "sdxl.safetensors"), List.of("paper-cut")));
    }

    private static LiveEvent.SlotReport stalled() {
        return new LiveEvent.SlotReport(
                LiveEvent.GpuReport.named("demo-0", "Demo GPU demo-0"),
                LiveEvent.SlotState.STALLED,
                "demo",
                "default",
                null,
                null,
                null,
                null,
                LiveEvent.EngineOffer.NONE);
    }
}
