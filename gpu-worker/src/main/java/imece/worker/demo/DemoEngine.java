package imece.worker.demo;

import imece.contract.Failure;
import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.EngineProfile.Capability;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.png.PngPixels;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Draws patterns from the prompt's words and the seed; no AI. It behaves as a real engine does: it loads a checkpoint first,
 * denoises in steps that take their time, shows previews, and makes mistakes if allowed to. Equal specs give equal pixels on
 * every machine.
 */
public final class DemoEngine implements ImageEngine {

    /** The one checkpoint it has when nobody says others. */
    public static final String CHECKPOINT = "demo-patterns";

    private static final int LOADING_STEPS = 6;
    private static final Duration LOADS_LOOK_EVERY = Duration.ofMillis(20);

    private final Duration step;
    private final Duration load;
    private final boolean faults;
    private final List<String> checkpoints;
    private final Semaphore loads = new Semaphore(1);
    private volatile @Nullable String loaded;

    /**
     * An engine with nothing loaded.
     *
     * @param step how long one denoising step takes
     * @param faults whether {@link DemoFault}s are heeded
     */
    public DemoEngine(Duration step, boolean faults) {
        this(step, faults, List.of(CHECKPOINT));
    }

    /** An engine with nothing loaded, which takes a few steps' time to load a checkpoint. */
    public DemoEngine(Duration step, boolean faults, List<String> checkpoints) {
        this(step, step.multipliedBy(LOADING_STEPS), faults, checkpoints);
    }

    /**
     * An engine with nothing loaded.
     *
     * @param load how long it takes to load a checkpoint
     * @param checkpoints names that it takes, at least one; they draw alike
     */
    public DemoEngine(Duration step, Duration load, boolean faults, List<String> checkpoints) {
        this.step = step;
        this.load = load;
        this.faults = faults;
        this.checkpoints = List.copyOf(checkpoints);
    }

    @Override
    public EngineProfile profile() {
        return new EngineProfile(
                "demo",
                "demo engine - draws patterns, no AI",
                EnumSet.complementOf(EnumSet.of(Capability.CANCEL_QUEUED, Capability.LORA)),
                1,
                checkpoints,
                loaded);
    }

    @Override
    public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return draw(null, spec, watcher, cancellation);
    }

    /** The pattern lies over the picture, as strong as the denoising strength says. */
    @Override
    public RenderResult renderFrom(
            InitPicture init, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return draw(init, spec, watcher, cancellation);
    }

    private RenderResult draw(
            @Nullable InitPicture init, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        String usual = Objects.requireNonNullElse(loaded, checkpoints.getFirst());
        String checkpoint = Objects.requireNonNullElse(spec.checkpoint(), usual);
        if (!checkpoints.contains(checkpoint)) {
            return EngineFailures.unknownCheckpoint(checkpoint);
        }
        if (!checkpoint.equals(loaded)) {
            watcher.phase(Phase.LOADING_CHECKPOINT);
            if (!load(checkpoint, cancellation)) {
                return new RenderResult.Interrupted();
            }
        }
        watcher.phase(Phase.DENOISING);
        Optional<DemoFault> fault = faults ? DemoFault.in(spec.prompt()) : Optional.empty();
        Painting painting = new Painting(spec);
        Sharpening sharpening = new Sharpening(painting, spec.seed());
        for (int i = 1; i <= spec.steps(); i++) {
            long begin = System.nanoTime();
            if (!painting.paintShare(i, spec.steps(), cancellation)) {
                return new RenderResult.Interrupted();
            }
            if (fault.isPresent() && i > spec.steps() / 2) {
                return make(fault.get(), cancellation);
            }
            if (cancellation.await(step.minusNanos(System.nanoTime() - begin))) {
                return new RenderResult.Interrupted();
            }
            watcher.step(i, spec.steps());
            double done = (double) i / spec.steps();
            watcher.preview(() -> sharpening.at(done));
        }
        watcher.phase(Phase.DECODING);
        int[] pixels = init == null ? painting.pixels() : Blend.of(init, painting.pixels(), spec);
        return new RenderResult.Rendered(PngPixels.encode(pixels, spec.width(), spec.height()), checkpoint);
    }

    /** Of several runs that want it at once the first one loads; false if this one was stopped meanwhile. */
    private boolean load(String checkpoint, Cancellation cancellation) {
        boolean mine = false;
        while (!mine && !cancellation.requested()) {
            mine = loads.tryAcquire();
            if (!mine && cancellation.await(LOADS_LOOK_EVERY)) {
                return false;
            }
        }
        if (!mine) {
            return false;
        }
        try {
            if (!checkpoint.equals(loaded) && cancellation.await(load)) {
                return false;
            }
            loaded = checkpoint;
            return true;
        } finally {
            loads.release();
        }
    }

    private RenderResult make(DemoFault fault, Cancellation cancellation) {
        return switch (fault) {
            case FAIL ->
                new RenderResult.Failed(
                        new Failure("demo-failure", "The prompt asked the demo engine to fail.", false));
            case OOM ->
                new RenderResult.Failed(
                        new Failure("out-of-memory", "The demo engine pretends to be out of GPU memory.", true));
            case STALL -> {
                boolean stopped = false;
                while (!stopped) {
                    stopped = cancellation.await(Duration.ofSeconds(1));
                }
                yield new RenderResult.Interrupted();
            }
            case KILL -> {
                Runtime.getRuntime().halt(137);
                yield new RenderResult.Interrupted();
            }
        };
    }
}
