package imece.worker.run;

import imece.contract.LiveEvent;
import imece.contract.RenderJob;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.engine.SmallPicture;
import imece.worker.gpu.GpuLock;
import imece.worker.gpu.GpuLock.HeldGpu;
import imece.worker.png.FlatColour;
import imece.worker.png.Png;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes a small picture for nobody on a slot that is not trusted, under the GPU's lock like every other. */
public final class Canary {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final EngineCall engine;
    private final GpuLock lock;
    private volatile @Nullable Run inHand;

    /** A canary for one slot. */
    public Canary(ImageEngine engine, RunLimits limits, GpuLock lock) {
        this.engine = new EngineCall(engine, limits);
        this.lock = lock;
    }

    /** Tries; empty = there is a picture, else one sentence on why there is none. */
    Optional<String> sing(SlotAddress slotAddress) throws InterruptedException {
        Run run = new Run(job(), 0, UUID.randomUUID(), slotAddress, () -> {});
        inHand = run;
        try {
            return switch (lock.acquireAlone(run.key().jobId(), run.stop(), () -> {})) {
                case GpuLock.TimedOut t -> Optional.of("Somebody else has the GPU.");
                case GpuLock.Stopped s -> Optional.of("It was not finished.");
                case HeldGpu held -> draw(run, held);
            };
        } catch (UncheckedIOException e) {
            return Optional.of("The GPU's lock does not work: " + e.getMessage());
        } finally {
            inHand = null;
        }
    }

    /** Ends the one that is being made, if any. */
    void stop() {
        Run run = inHand;
        if (run != null) {
            run.stop().request(RunStop.Cause.DRAINING);
        }
    }

    private Optional<String> draw(Run run, HeldGpu held) throws InterruptedException {
        RenderResult result = engine.call(run, null, new ProgressReport(run, new Nobody()), held, PATIENCE);
        return switch (result) {
            case RenderResult.Rendered r -> look(r.png());
            case RenderResult.Failed f -> Optional.of(f.failure().message());
            case RenderResult.Away a -> Optional.of(a.why());
            case RenderResult.Interrupted i -> Optional.of("The engine made no progress, or was interrupted.");
        };
    }

    private static Optional<String> look(Png png) {
        boolean asAsked =
                png.whole() && png.width() == SmallPicture.SPEC.width() && png.height() == SmallPicture.SPEC.height();
        if (!asAsked) {
            return Optional.of("Its picture is broken or has another size.");
        }
        return FlatColour.of(png) ? Optional.of("Its picture is one single colour.") : Optional.empty();
    }

    private static RenderJob job() {
        return new RenderJob(
                SmallPicture.ID,
                0,
                Topology.DEFAULT_LANE,
                SmallPicture.SPEC,
                List.of(),
                List.of(),
                Math.toIntExact(PATIENCE.toSeconds()),
                1,
                null,
                null,
                null,
                RenderJob.Neighbours.ANY);
    }

    /** Hears of a canary: it is no job, and no gateway must take it for one. */
    private static final class Nobody implements RunEvents {
        @Override
        public CompletableFuture<Void> report(StatusEvent event) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void tell(LiveEvent event) {}

        @Override
        public void preview(RunKey run, long seq, byte[] jpeg) {}
    }
}
