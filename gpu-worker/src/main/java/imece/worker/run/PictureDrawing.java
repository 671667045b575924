package imece.worker.run;

import imece.contract.Failure;
import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.UsedValues;
import imece.fault.FaultPoint;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock;
import imece.worker.gpu.GpuLock.HeldGpu;
import imece.worker.png.FlatColour;
import imece.worker.png.Png;
import imece.worker.run.PictureDrawing.DrawingResult.DrawnPicture;
import imece.worker.run.Run.RunEnd;
import imece.worker.run.Run.RunTimes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first stage of a run: fetch what it begins from, lock the GPU, tell the start, have the picture drawn. */
public final class PictureDrawing {

    private static final Logger log = LoggerFactory.getLogger(PictureDrawing.class);

    /** Less is a machine that is busy. */
    private static final Duration SLEPT = Duration.ofSeconds(3);

    private static final Duration START_CONFIRMED_WITHIN = Duration.ofSeconds(2);

    private final ImageEngine engine;
    private final InitFetch initFetch = new InitFetch(PictureUpload.client());
    private final EngineCall engineCall;
    private final GpuLock lock;
    private final RunEvents events;
    private final SharedProcess process;
    private final Quarantine quarantine;
    private final @Nullable GpuShares shares;

    PictureDrawing(
            ImageEngine engine,
            RunLimits limits,
            GpuLock lock,
            RunEvents events,
            SharedProcess process,
            Quarantine quarantine) {
        this.engine = engine;
        this.engineCall = new EngineCall(engine, limits);
        this.lock = lock;
        this.events = events;
        this.process = process;
        this.quarantine = quarantine;
        this.shares = lock.shared() ? new GpuShares(System::nanoTime) : null;
    }

    /** Draws; whatever comes of it, the GPU is not this run's any more on return. What it begins from is there before. */
    DrawingResult draw(Run run, RunReport report) throws InterruptedException {
        if (run.job().spec().initImageId() == null) {
            return withGpu(run, null, report);
        }
        return switch (initFetch.fetch(run.job(), run.stop())) {
            case InitFetch.FetchResult.Picture init -> withGpu(run, init.picture(), report);
            case InitFetch.FetchResult.Failed failed -> new RunEnd.Failed(failed.failure());
            case InitFetch.FetchResult.Unavailable unavailable -> {
                log.warn(
                        "The picture to begin from could not be fetched ({}); its job goes back to the line, unspent. job={}",
                        unavailable.why(),
                        run.key().jobId());
                yield new RunEnd.Released(ReleaseReason.STORE_UNAVAILABLE);
            }
            case InitFetch.FetchResult.Stopped s -> RunEnd.stopped(run);
        };
    }

    private DrawingResult withGpu(Run run, @Nullable InitPicture init, RunReport report) throws InterruptedException {
        GpuShares.Share share = shares == null ? null : shares.of();
        ProgressReport progress =
                share == null ? new ProgressReport(run, events) : new ProgressReport(run, events, share::draws);
        GpuLock.LockAnswer answer;
        try {
            answer = lock.acquire(run.job().jobId(), run.stop(), () -> {
                run.enter(Run.Stage.WAITING_FOR_GPU);
                progress.phase(Phase.WAITING_FOR_GPU);
            });
        } catch (UncheckedIOException e) {
            log.error(
                    "The GPU lock does not work: {} job={}",
                    e.getMessage(),
                    run.key().jobId());
            return new RunEnd.Released(ReleaseReason.GPU_BUSY);
        }
        return switch (answer) {
            case GpuLock.TimedOut t -> new RunEnd.Released(ReleaseReason.GPU_BUSY);
            case GpuLock.Stopped s -> RunEnd.stopped(run);
            case HeldGpu held -> render(run, init, report, progress, share, held);
        };
    }

    private DrawingResult render(
            Run run,
            @Nullable InitPicture init,
            RunReport report,
            ProgressReport progress,
            GpuShares.@Nullable Share share,
            HeldGpu held)
            throws InterruptedException {
        Duration begin = progress.awake();
        Duration patience = Duration.ofSeconds(run.job().maxRunSeconds());
        try {
            FaultPoint.GPU_LOCKED.reached();
            report.started();
            FaultPoint.STARTED_SENT.reached();
            run.enter(Run.Stage.RENDERING);
            if (process.sharedNow() || run.key().delivery() > 0) {
                // If this process dies of the run, its neighbours, and whoever counts, must be able to know that it was
                // here.
                report.awaitConfirmed(START_CONFIRMED_WITHIN);
            }
        } catch (RuntimeException | InterruptedException e) {
            held.release();
            throw e;
        }
        RenderResult result = sharing(share, () -> engineCall.call(run, init, progress, held, patience));
        run.measured(new RunTimes(progress.loadMillis(), share == null ? null : share.millis()));
        if (run.engineStuck()) {
            quarantine.stuck();
        }
        boolean slept = progress.slept().compareTo(SLEPT) > 0;
        if (run.stop().requested()) {
            return ended(run, RunEnd.stopped(run), slept);
        }
        Duration spent = progress.awake().minus(begin);
        return switch (result) {
            case RenderResult.Failed f -> ended(run, new RunEnd.Failed(f.failure()), slept);
            case RenderResult.Away a -> new RunEnd.Released(ReleaseReason.ENGINE_AWAY);
            case RenderResult.Interrupted i ->
                ended(
                        run,
                        new RunEnd.Failed(
                                new Failure("engine-interrupted", "The engine was interrupted by somebody.", true)),
                        slept);
            case RenderResult.Rendered r -> {
                Png png = r.png();
                RenderSpec spec = run.job().spec();
                boolean asAsked = png.width() == spec.width() && png.height() == spec.height();
                Optional<RunEnd> untrue = quarantine.drew(run, asAsked && FlatColour.of(png));
                if (untrue.isPresent()) {
                    yield untrue.get();
                }
                if (!asAsked) {
                    yield new RunEnd.Failed(new Failure("wrong-size", wrongSize(png, spec), false));
                }
                // Before the next one begins, so that of two that run here everybody sees which one has the GPU.
                progress.phase(Phase.UPLOADING);
                yield new DrawnPicture(
                        run, report, png, r.checkpoint(), r.used().apartFrom(spec), spent, patience.minus(spent));
            }
        };
    }

    private interface Call {
        RenderResult make() throws InterruptedException;
    }

    private static RenderResult sharing(GpuShares.@Nullable Share share, Call call) throws InterruptedException {
        if (share == null) {
            return call.make();
        }
        share.draws(true);
        try {
            return call.make();
        } finally {
            share.draws(false);
        }
    }

    private RunEnd ended(Run run, RunEnd end, boolean slept) {
        if (excused(end, slept)) {
            log.warn(
                    "This process did not run for a while, so that its run failed says nothing of the job: {} job={}",
                    end,
                    run.key().jobId());
            return new RunEnd.Released(ReleaseReason.ENGINE_AWAY);
        }
        return quarantine.judge(run, end);
    }

    /** Whether it is the machine's sleep that a run has failed of: its engine slept too, and its connections ran out. Pure. */
    static boolean excused(RunEnd end, boolean slept) {
        return slept && end instanceof RunEnd.Failed failed && failed.failure().retryable();
    }

    private String wrongSize(Png png, RenderSpec spec) {
        return "The engine " + engine.profile().kind() + " made a picture of " + png.width() + "x" + png.height()
                + " instead of " + spec.width() + "x" + spec.height() + ".";
    }

    /** How a run's first stage ended: with a picture that is still to be put away, or with the run's end, of which all is told. */
    public sealed interface DrawingResult permits DrawingResult.DrawnPicture, RunEnd {

        /**
         * A picture that is drawn and nowhere yet: what a run's first stage hands on to its second one. The GPU is free again.
         *
         * @param report what the run has told so far, and goes on to tell
         * @param checkpoint what drew it, as far as its engine tells
         * @param used what else was not used as it was asked for
         * @param spent from the GPU's lock until it was drawn
         * @param patience how long storing it may take
         */
        public record DrawnPicture(
                Run run,
                RunReport report,
                Png png,
                @Nullable String checkpoint,
                UsedValues used,
                Duration spent,
                Duration patience)
                implements DrawingResult {}
    }
}
