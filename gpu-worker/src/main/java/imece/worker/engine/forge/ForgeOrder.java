package imece.worker.engine.forge;

import imece.contract.RenderSpec;
import imece.worker.engine.Faults;
import imece.worker.engine.RenderResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One job in the web UI's words.
 *
 * @param model the checkpoint to load; null = whichever is loaded
 * @param task an id of our own, under which the engine's web pages know the run
 */
record ForgeOrder(
        RenderSpec spec,
        String sampler,
        String scheduler,
        @Nullable ForgeModel model,
        String task) {

    /** Why this engine can't make it; the engine itself would not say so, but make something else. */
    static Optional<RenderResult> refusal(RenderSpec spec, ForgeCatalog catalog) {
        if (spec.checkpoint() != null && catalog.model(spec.checkpoint()).isEmpty()) {
            return Optional.of(Faults.unknownCheckpoint(spec.checkpoint()));
        }
        if (ForgeNames.ALL.sampler(spec.sampler(), catalog.samplers()).isEmpty()) {
            return Optional.of(Faults.unknownSampler(spec.sampler()));
        }
        if (ForgeNames.ALL.scheduler(spec.scheduler(), catalog.schedulers()).isEmpty()) {
            return Optional.of(Faults.unknownScheduler(spec.scheduler()));
        }
        return Optional.empty();
    }

    /** The order for a job that is not refused. */
    static ForgeOrder of(UUID job, RenderSpec spec, ForgeCatalog catalog) {
        return new ForgeOrder(
                spec,
                ForgeNames.ALL.sampler(spec.sampler(), catalog.samplers()).orElseThrow(),
                ForgeNames.ALL.scheduler(spec.scheduler(), catalog.schedulers()).orElseThrow(),
                spec.checkpoint() == null
                        ? null
                        : catalog.model(spec.checkpoint()).orElseThrow(),
                "task(imece-" + job + "-" + UUID.randomUUID() + ")");
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("prompt", spec.prompt());
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
        if (model != null) {
            body.put("override_settings", Map.of("sd_model_checkpoint", model.name()));
            // Else the engine would load the old one again after each picture.
            body.put("override_settings_restore_afterwards", false);
        }
        return body;
    }
}
