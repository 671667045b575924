package imece.worker.run;

import imece.contract.Failure;
import imece.contract.RenderSpec;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock.HeldGpu;
import imece.worker.run.RunLog.RunLogFields;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the engine on a thread of its own and watches it. The GPU is released by that thread and no other: an engine that
 * doesn't come back keeps its GPU, whatever becomes of the run.
 */
final class EngineCall {

    private static final Logger log = LoggerFactory.getLogger(EngineCall.class);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final Duration INTERRUPT_AFTER = Duration.ofMillis(500);

    private final ImageEngine engine;
    private final RunLimits limits;

    EngineCall(ImageEngine engine, RunLimits limits) {
        this.engine = engine;
        this.limits = limits;
    }

    /**
     * Makes the picture, or not.
     *
     * @param init what to begin from; null = from the prompt alone
     * @param held the GPU; released when the engine has come back
     * @param patience the longest that it may take
     */
    RenderResult call(Run run, @Nullable InitPicture init, ProgressReport progress, HeldGpu held, Duration patience)
            throws InterruptedException {
        progress.sign();
        CompletableFuture<RenderResult> answer = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform()
                .name("engine-" + run.slot().gpu())
                .daemon()
                .unstarted(() -> {
                    // This thread ends with the call, and its words with it.
                    RunLogFields.begin(run);
                    RenderResult result = render(run, init, progress);
                    held.release();
                    answer.complete(result);
                });
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            held.release();
            return new RenderResult.Failed(new Failure("out-of-memory", "The worker has no thread left.", true));
        }
        Duration begun = progress.awake();
        Duration stopAsked = null;
        while (true) {
            try {
                return answer.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillAtWork) {
                if (run.stop().requested()) {
                    stopAsked = stopAsked == null ? progress.awake() : stopAsked;
                    boolean inTime = progress.awake().minus(begun).compareTo(patience) <= 0;
                    if (!(inTime && keepsItsSeat(run, held))
                            && gaveUp(run, thread, progress.awake().minus(stopAsked))) {
                        return new RenderResult.Interrupted();
                    }
                } else if (progress.silence().compareTo(limits.stallAfter()) > 0) {
                    run.stop().request(RunStop.Cause.STALLED);
                } else if (progress.awake().minus(begun).compareTo(patience) > 0) {
                    run.stop().request(RunStop.Cause.TOO_LONG);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("The engine's thread answers with values only.", e);
            }
        }
    }

    /**
     * Whether a run that does not end when it is told to only has its own part of the engine: nobody wants its picture any more,
     * the engine draws on for others, and this one ends with its picture.
     */
    private static boolean keepsItsSeat(Run run, HeldGpu held) {
        return held.shared()
                && run.stop().cause().filter(RunStop.Cause.ORDERED::equals).isPresent();
    }

    private boolean gaveUp(Run run, Thread thread, Duration sinceStop) {
        if (sinceStop.compareTo(INTERRUPT_AFTER) > 0) {
            thread.interrupt();
        }
        if (sinceStop.compareTo(limits.stopWithin()) <= 0) {
            return false;
        }
        run.engineIsStuck();
        log.error(
                "The engine on {} does not stop; its slot takes nothing until it does. job={}",
                run.slot().gpu(),
                run.key().jobId());
        return true;
    }

    @SuppressWarnings("CatchingThrowable")
    private RenderResult render(Run run, @Nullable InitPicture init, ProgressReport progress) {
        UUID job = run.key().jobId();
        RenderSpec spec = run.job().spec();
        try {
            return init == null
                    ? engine.render(job, spec, progress, run.stop())
                    : engine.renderFrom(init, job, spec, progress, run.stop());
        } catch (OutOfMemoryError e) {
            return new RenderResult.Failed(new Failure("out-of-memory", "The worker ran out of memory.", true));
        } catch (Throwable e) {
            log.error("The engine broke; the job is tried elsewhere. job={}", job, e);
            return new RenderResult.Failed(new Failure("engine-error", "The engine broke: " + e + ".", true));
        }
    }
}
