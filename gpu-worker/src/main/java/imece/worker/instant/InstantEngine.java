package imece.worker.instant;

import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.EngineProfile.Capability;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.png.Png;
import imece.worker.png.PngPixels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Hands out a ready-made picture after a set time and reports steps meanwhile, so that what a measurement sees is the farm
 * and not the drawing. Not for people: it draws nothing but grey, with one pixel that differs: a picture
 * of one single colour would speak against its slot.
 */
public final class InstantEngine implements ImageEngine {

    private static final String CHECKPOINT = "instant";
    private static final int GREY = 0x808080;
    private static final Map<Long, Png> READY = new ConcurrentHashMap<>();

    private final String gpu;
    private final Duration duration;
    private final RenderJournal journal;

    /**
     * An engine for one slot.
     *
     * @param duration how long it takes for a picture
     * @param journal a file to which it adds a line per picture; null = none
     */
    public InstantEngine(String gpu, Duration duration, @Nullable Path journal) {
        this.gpu = gpu;
        this.duration = duration;
        this.journal = RenderJournal.of(journal);
    }

    @Override
    public EngineProfile profile() {
        return new EngineProfile(
                "instant",
                "instant engine - hands out a grey picture, for measurements",
                EnumSet.of(Capability.PROGRESS, Capability.CANCEL_RUNNING),
                1,
                List.of(CHECKPOINT),
                CHECKPOINT);
    }

    @Override
    public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        long entered = System.nanoTime();
        RenderResult result = take(spec, watcher, cancellation);
        journal.note(gpu, entered, System.nanoTime());
        return result;
    }

    private RenderResult take(RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        Png png = READY.computeIfAbsent(
                ((long) spec.width() << 32) | spec.height(), size -> grey(spec.width(), spec.height()));
        watcher.phase(Phase.DENOISING);
        Duration step = duration.dividedBy(spec.steps());
        for (int i = 1; i <= spec.steps() && !step.isZero(); i++) {
            if (cancellation.await(step)) {
                return new RenderResult.Interrupted();
            }
            watcher.step(i, spec.steps());
        }
        return cancellation.requested() ? new RenderResult.Interrupted() : new RenderResult.Rendered(png, CHECKPOINT);
    }

    private static Png grey(int width, int height) {
        int[] pixels = new int[width * height];
        Arrays.fill(pixels, GREY);
        pixels[0] = GREY + 1;
        return PngPixels.encode(pixels, width, height);
    }
}
