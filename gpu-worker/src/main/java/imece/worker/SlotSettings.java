package imece.worker;

import imece.worker.detect.EngineKind;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.comfyui.ComfyEngine;
import imece.worker.engine.http.EngineAddress;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One slot with an engine in another process.
 *
 * @param engine its kind, such as {@code forge}
 * @param url where it answers; may hold {@code user:password@}
 * @param gpu id of its GPU; slots that name the same one share its lock. By default the engine's address stands for it
 * @param workflow a workflow file for ComfyUI, or null for the standard graph
 * @param token sent as bearer token, or null
 */
record SlotSettings(
        @Nullable String engine,
        @Nullable String url,
        @Nullable String gpu,
        @Nullable Path workflow,
        @Nullable String token) {

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
        if (open() instanceof ComfyEngine comfy && !comfy.faults().isEmpty()) {
            throw new BadSetting(
                    name + ".workflow",
                    shown(workflow),
                    "a workflow that can be filled in. " + String.join(" ", comfy.faults()));
        }
    }

    /** The GPU's id, or what stands for it. */
    String gpuId() {
        return gpu == null ? engine + "-" + address().hostAndPort() : gpu;
    }

    /** An adapter for its engine. */
    ImageEngine open() {
        return EngineKind.of(Objects.requireNonNull(engine)).orElseThrow().at(address(), workflow);
    }

    private EngineAddress address() {
        return EngineAddress.of(Objects.requireNonNull(url), token).orElseThrow();
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
