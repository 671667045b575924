package imece.worker;

import imece.contract.LiveEvent;
import imece.worker.detect.EngineKind;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.comfyui.ComfyEngine;
import imece.worker.engine.http.EngineAddress;
import imece.worker.gpu.Gpu;
import imece.worker.gpu.GpuWatch;
import imece.worker.owned.EngineCommand;
import imece.worker.owned.OwnedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One slot with an engine in another process.
 *
 * @param engine its kind, such as {@code forge}
 * @param url where it answers; may hold {@code user:password@}
 * @param gpu id or number of its GPU; slots that name the same one share its lock. By default the engine's address stands for it
 * @param workflow a workflow file for ComfyUI, or null for the standard graph
 * @param token sent as bearer token, or null
 * @param command starts the engine, if it is this worker's to start, as one would type it into a shell
 * @param folder where that command starts; by default where the worker did
 * @param concurrency how many jobs it draws at once, 1 by default; more only with an engine that batches
 */
record SlotSettings(
        @Nullable String engine,
        @Nullable String url,
        @Nullable String gpu,
        @Nullable Path workflow,
        @Nullable String token,
        @Nullable String command,
        @Nullable Path folder,
        @Nullable Integer concurrency) {

    /** More jobs no slot draws at once. */
    static final int MOST_AT_ONCE = LiveEvent.SlotReport.MOST_AT_ONCE;

    /** Stops the start if nobody can work with this, under the name of the slot's setting. */
    void check(String name) {
        EngineKind kind = EngineKind.of(Objects.requireNonNullElse(engine, ""))
                .orElseThrow(() -> new BadSetting(name + ".engine", shown(engine), "one of " + EngineKind.words()));
        if (url == null || EngineAddress.of(url, token).isEmpty()) {
            // It may hold a password, so it is not repeated.
            throw new BadSetting(name + ".url", "…", "the engine's address, such as http://127.0.0.1:7860");
        }
        if (gpu != null && gpu.isBlank()) {
            throw new BadSetting(name + ".gpu", gpu, "a GPU's id, or left away");
        }
        if (workflow != null && kind != EngineKind.COMFYUI) {
            throw new BadSetting(name + ".workflow", workflow, "left away: only comfyui has workflows");
        }
        if (command != null && command.isBlank()) {
            throw new BadSetting(name + ".command", command, "a command that starts the engine, or left away");
        }
        if (folder != null && (command == null || !Files.isDirectory(folder))) {
            throw new BadSetting(name + ".folder", folder, "a folder in which " + name + ".command starts");
        }
        if (concurrency != null && (concurrency < 1 || concurrency > MOST_AT_ONCE)) {
            throw new BadSetting(name + ".concurrency", concurrency, "1 to " + MOST_AT_ONCE);
        }
        if (seats() > 1 && kind != EngineKind.OPENAI) {
            throw new BadSetting(
                    name + ".concurrency", seats(), "1: of these engines only openai draws several pictures at once");
        }
        if (open() instanceof ComfyEngine comfy && !comfy.faults().isEmpty()) {
            throw new BadSetting(
                    name + ".workflow",
                    shown(workflow),
                    "a workflow that can be filled in. " + String.join(" ", comfy.faults()));
        }
    }

    /** How many jobs it draws at once. */
    int seats() {
        return concurrency == null ? 1 : concurrency;
    }

    /** The GPU's id, or what stands for it. */
    String gpuId() {
        return gpu == null ? engine + "-" + address().hostAndPort() : gpu;
    }

    /** An adapter for its engine. */
    ImageEngine open() {
        return EngineKind.of(Objects.requireNonNull(engine)).orElseThrow().at(address(), workflow);
    }

    /** The process of its engine, if that is this worker's to start. */
    Optional<OwnedEngine> own(Gpu on, GpuWatch gpus) {
        if (command == null) {
            return Optional.empty();
        }
        Map<String, String> environment = gpu == null ? Map.of() : gpus.alone(gpu);
        return Optional.of(new OwnedEngine(on.uuid(), new EngineCommand(command, folder, environment)));
    }

    private EngineAddress address() {
        return EngineAddress.of(Objects.requireNonNull(url), token).orElseThrow();
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
