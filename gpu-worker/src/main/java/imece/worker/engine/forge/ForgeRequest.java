package imece.worker.engine.forge;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RenderResult;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One job in the web UI's words.
 *
 * @param loras the spec's, by the names that a prompt must have
 * @param model the checkpoint to load; null = whichever is loaded
 * @param task an id of our own, under which the engine's web pages know the run
 * @param init the picture to begin from; null = from noise
 */
record ForgeRequest(
        RenderSpec spec,
        List<Lora> loras,
        String sampler,
        String scheduler,
        @Nullable ForgeModel model,
        String task,
        @Nullable InitPicture init) {

    /** Why this engine can't make it; the engine itself would not say so, but make something else. */
    static Optional<RenderResult> refusal(RenderSpec spec, ForgeCatalog catalog) {
        if (spec.checkpoint() != null && catalog.model(spec.checkpoint()).isEmpty()) {
            return Optional.of(EngineFailures.unknownCheckpoint(spec.checkpoint()));
        }
        if (ForgeNames.ALL.sampler(spec.sampler(), catalog.samplers()).isEmpty()) {
            return Optional.of(EngineFailures.unknownSampler(spec.sampler()));
        }
        if (ForgeNames.ALL.scheduler(spec.scheduler(), catalog.schedulers()).isEmpty()) {
            return Optional.of(EngineFailures.unknownScheduler(spec.scheduler()));
        }
        return spec.loras().stream()
                .map(Lora::name)
                .filter(name -> catalog.lora(name).isEmpty())
                .findFirst()
                .map(EngineFailures::unknownLora);
    }

    /** The order for a job that is not refused. */
    static ForgeRequest of(UUID job, RenderSpec spec, ForgeCatalog catalog, @Nullable InitPicture init) {
        return new ForgeRequest(
                spec,
                spec.loras().stream()
                        .map(lora -> new Lora(catalog.lora(lora.name()).orElseThrow(), lora.weight()))
                        .toList(),
                ForgeNames.ALL.sampler(spec.sampler(), catalog.samplers()).orElseThrow(),
                ForgeNames.ALL.scheduler(spec.scheduler(), catalog.schedulers()).orElseThrow(),
                spec.checkpoint() == null
                        ? null
                        : catalog.model(spec.checkpoint()).orElseThrow(),
                "task(imece-" + job + "-" + UUID.randomUUID() + ")",
                init);
    }

    /** Which call makes it. */
    String path() {
        return init == null ? "/sdapi/v1/txt2img" : "/sdapi/v1/img2img";
    }

    /** LoRAs are words of the prompt for this engine. */
    private String prompt() {
        return loras.stream()
                .map(lora -> String.format(
                        Locale.ROOT,
                        " <lora:%s:%s>",
                        lora.name(),
                        BigDecimal.valueOf(lora.weight()).stripTrailingZeros().toPlainString()))
                .collect(Collectors.joining("", spec.prompt(), ""));
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("prompt", prompt());
        body.put("negative_prompt", spec.negativePrompt());
        body.put("width", spec.width());
        body.put("height", spec.height());
        body.put("steps", spec.steps());
        body.put("cfg_scale", spec.cfgScale());
        body.put("sampler_name", sampler);
        body.put("scheduler", scheduler);
        body.put("seed", spec.seed());
        body.put("batch_size", 1);
        body.put("n_iter", 1);
        body.put("send_images", true);
        body.put("save_images", false);
        body.put("force_task_id", task);
        if (init != null) {
            body.put("init_images", List.of(init.base64(spec.width(), spec.height())));
            body.put("denoising_strength", spec.denoisingStrength());
            body.put("include_init_images", false);
        }
        if (model != null) {
            body.put("override_settings", Map.of("sd_model_checkpoint", model.name()));
            // Else the engine would load the old one again after each picture.
            body.put("override_settings_restore_afterwards", false);
        }
        return body;
    }
}
