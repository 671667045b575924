package imece.worker.engine.sdcpp;

import imece.contract.RenderSpec;
import imece.worker.engine.Faults;
import imece.worker.engine.RenderResult;
import imece.worker.engine.picture.Developed;
import java.util.Map;
import java.util.Optional;

/** One job in the words of stable-diffusion.cpp. It is asked for a size that it would not round. */
record SdcppOrder(RenderSpec spec, String sampler, String scheduler) {

    /** Sides come out in multiples of this, in pixels. */
    static final int SIZE_MULTIPLE = 64;

    /** Why this server can't make it; the server itself would not say so, but make something else. */
    static Optional<RenderResult> refusal(RenderSpec spec, SdcppCatalog catalog) {
        if (spec.checkpoint() != null && !catalog.has(spec.checkpoint())) {
            return Optional.of(Faults.unknownCheckpoint(spec.checkpoint()));
        }
        if (SdcppNames.ALL.sampler(spec.sampler(), catalog.samplers()).isEmpty()) {
            return Optional.of(Faults.unknownSampler(spec.sampler()));
        }
        if (SdcppNames.ALL.scheduler(spec.scheduler(), catalog.schedulers()).isEmpty()) {
            return Optional.of(Faults.unknownScheduler(spec.scheduler()));
        }
        return Optional.empty();
    }

    /** The order for a job that is not refused. */
    static SdcppOrder of(RenderSpec spec, SdcppCatalog catalog) {
        return new SdcppOrder(
                spec,
                SdcppNames.ALL.sampler(spec.sampler(), catalog.samplers()).orElseThrow(),
                SdcppNames.ALL.scheduler(spec.scheduler(), catalog.schedulers()).orElseThrow());
    }

    Map<String, Object> asJob() {
        return Map.of(
                "prompt", spec.prompt(),
                "negative_prompt", spec.negativePrompt(),
                "width", Developed.up(spec.width(), SIZE_MULTIPLE),
                "height", Developed.up(spec.height(), SIZE_MULTIPLE),
                "seed", spec.seed(),
                "batch_count", 1,
                "output_format", "png",
                "sample_params",
                        Map.of(
                                "sample_method",
                                sampler,
                                "scheduler",
                                scheduler,
                                "sample_steps",
                                spec.steps(),
                                "guidance",
                                Map.of("txt_cfg", spec.cfgScale())));
    }

    Map<String, Object> asTxt2img() {
        return Map.of(
                "prompt", spec.prompt(),
                "negative_prompt", spec.negativePrompt(),
                "width", Developed.up(spec.width(), SIZE_MULTIPLE),
                "height", Developed.up(spec.height(), SIZE_MULTIPLE),
                "seed", spec.seed(),
                "batch_size", 1,
                "steps", spec.steps(),
                "cfg_scale", spec.cfgScale(),
                "sampler_name", sampler,
                "scheduler", scheduler);
    }
}
