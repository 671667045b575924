package imece.worker.engine.sdcpp;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RenderResult;
import imece.worker.engine.picture.JobPicture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One job in the words of stable-diffusion.cpp. It is asked for a size that it would not round. */
record SdcppRequest(
        RenderSpec spec,
        String sampler,
        String scheduler,
        List<Map<String, Object>> loras,
        @Nullable InitPicture init) {

    /** Sides come out in multiples of this, in pixels. */
    static final int SIZE_MULTIPLE = 64;

    /** Why this server can't make it; the server itself would not say so, but make something else. */
    static Optional<RenderResult> refusal(RenderSpec spec, SdcppCatalog catalog) {
        if (spec.checkpoint() != null && !catalog.has(spec.checkpoint())) {
            return Optional.of(EngineFailures.unknownCheckpoint(spec.checkpoint()));
        }
        if (SdcppNames.ALL.sampler(spec.sampler(), catalog.samplers()).isEmpty()) {
            return Optional.of(EngineFailures.unknownSampler(spec.sampler()));
        }
        if (SdcppNames.ALL.scheduler(spec.scheduler(), catalog.schedulers()).isEmpty()) {
            return Optional.of(EngineFailures.unknownScheduler(spec.scheduler()));
        }
        return spec.loras().stream()
                .map(Lora::name)
                .filter(name -> catalog.lora(name).isEmpty())
                .findFirst()
                .map(EngineFailures::unknownLora);
    }

    /** The order for a job that is not refused. */
    static SdcppRequest of(RenderSpec spec, SdcppCatalog catalog, @Nullable InitPicture init) {
        return new SdcppRequest(
                spec,
                SdcppNames.ALL.sampler(spec.sampler(), catalog.samplers()).orElseThrow(),
                SdcppNames.ALL.scheduler(spec.scheduler(), catalog.schedulers()).orElseThrow(),
                spec.loras().stream()
                        .map(lora -> Map.<String, Object>of(
                                "path",
                                catalog.lora(lora.name()).orElse(lora.name()),
                                "multiplier",
                                lora.weight(),
                                "is_high_noise",
                                false))
                        .toList(),
                init);
    }

    /** The least that the server can be asked for; nobody wants the picture. */
    SdcppRequest tiny() {
        RenderSpec least = new RenderSpec(
                "a dot", "", null, SIZE_MULTIPLE, SIZE_MULTIPLE, 1, 1, spec.sampler(), spec.scheduler(), 1);
        return new SdcppRequest(least, sampler, scheduler, List.of(), null);
    }

    /** Which call of the A1111 flavour makes it. */
    String path() {
        return init == null ? "/sdapi/v1/txt2img" : "/sdapi/v1/img2img";
    }

    private int width() {
        return JobPicture.up(spec.width(), SIZE_MULTIPLE);
    }

    private int height() {
        return JobPicture.up(spec.height(), SIZE_MULTIPLE);
    }

    /** What both ways of asking have in common. */
    private Map<String, Object> words() {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("prompt", spec.prompt());
        words.put("negative_prompt", spec.negativePrompt());
        words.put("width", width());
        words.put("height", height());
        words.put("seed", spec.seed());
        if (!loras.isEmpty()) {
            words.put("lora", loras);
        }
        return words;
    }

    Map<String, Object> asJob() {
        Map<String, Object> job = words();
        job.put("batch_count", 1);
        job.put("output_format", "png");
        job.put(
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
        if (init != null) {
            job.put("init_image", init.base64(width(), height()));
            job.put("strength", spec.denoisingStrength());
        }
        return job;
    }

    Map<String, Object> asA1111() {
        Map<String, Object> order = words();
        order.put("batch_size", 1);
        order.put("steps", spec.steps());
        order.put("cfg_scale", spec.cfgScale());
        order.put("sampler_name", sampler);
        order.put("scheduler", scheduler);
        if (init != null) {
            order.put("init_images", List.of(init.base64(width(), height())));
            order.put("denoising_strength", spec.denoisingStrength());
        }
        return order;
    }
}
