package imece.worker.engine;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.UsedValues;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine that no prompt commands: it gets words, and what was taken out of a prompt is told with its picture. */
public final class PlainPrompts implements ImageEngine {

    private static final Logger log = LoggerFactory.getLogger(PlainPrompts.class);

    private final ImageEngine engine;

    /** Stands before this engine. */
    public PlainPrompts(ImageEngine engine) {
        this.engine = engine;
    }

    @Override
    public EngineProfile profile() {
        return engine.profile();
    }

    @Override
    public EngineReadiness look() {
        return engine.look();
    }

    @Override
    public EngineHealth health() {
        return engine.health();
    }

    @Override
    public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return plain(spec, plain -> engine.render(job, plain, watcher, cancellation));
    }

    @Override
    public RenderResult renderFrom(
            InitPicture init, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return plain(spec, plain -> engine.renderFrom(init, job, plain, watcher, cancellation));
    }

    private RenderResult plain(RenderSpec spec, Function<RenderSpec, RenderResult> run) {
        List<String> offered =
                engine.profile().loras().stream().map(Lora::plain).toList();
        PromptText prompt = PromptText.of(
                spec.prompt(),
                name -> offered.contains(Lora.plain(name))
                        && spec.loras().stream()
                                .noneMatch(own -> Lora.plain(own.name()).equals(Lora.plain(name))));
        PromptText negative = PromptText.of(spec.negativePrompt(), name -> false);
        if (prompt.text().equals(spec.prompt()) && negative.text().equals(spec.negativePrompt())) {
            return run.apply(spec);
        }
        log.info("Commands in the prompt do not reach the engine; LoRAs that it has are used: {}.", prompt.loras());
        RenderResult result = run.apply(with(spec, prompt, negative));
        if (!(result instanceof RenderResult.Rendered made)) {
            return result;
        }
        UsedValues used = made.used()
                .prompted(
                        prompt.text().equals(spec.prompt()) ? null : prompt.text(),
                        negative.text().equals(spec.negativePrompt()) ? null : negative.text(),
                        prompt.loras());
        return new RenderResult.Rendered(made.png(), made.checkpoint(), used);
    }

    private static RenderSpec with(RenderSpec spec, PromptText prompt, PromptText negative) {
        List<Lora> loras = new ArrayList<>(spec.loras());
        loras.addAll(prompt.loras());
        return new RenderSpec(
                prompt.text(),
                negative.text(),
                spec.checkpoint(),
                spec.width(),
                spec.height(),
                spec.steps(),
                spec.cfgScale(),
                spec.sampler(),
                spec.scheduler(),
                spec.seed(),
                loras,
                spec.initImageId(),
                spec.denoisingStrength());
    }
}
