package imece.worker.engine;

import imece.contract.RenderSpec;
import java.util.UUID;

/**
 * What makes pictures. Everything that knows how some program draws hides behind this; nothing else in the worker does.
 *
 * <p>One engine serves one GPU slot. {@link #render} is always called under that GPU's lock, and by one thread at a time unless
 * the engine is one that draws several pictures at once.
 */
public interface ImageEngine {

    /** What this engine is and can do; cheap, asked often. */
    EngineProfile profile();

    /**
     * Looks whether it could make a picture now, and learns on the way what {@link #profile} tells. Takes seconds at most,
     * disturbs no run, and never throws. What lives inside this process is always there.
     */
    default EngineReadiness look() {
        return new EngineReadiness.Ready();
    }

    /** What is known of its health without asking; cheap, asked often. */
    default EngineHealth health() {
        return EngineHealth.FINE;
    }

    /**
     * Makes one picture and returns when it is done, has failed or was interrupted; failures are values, not exceptions.
     * Each call of the watcher counts as a sign of life. Once {@code cancellation} is requested the engine leaves the GPU as
     * soon as it can, within a second if it {@link EngineProfile.Capability#CANCEL_RUNNING can}, and returns
     * {@link RenderResult.Interrupted}, whatever it had by then. It does not return before the GPU is free.
     *
     * @param job names the picture wherever the engine keeps files or a queue of its own
     */
    RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation);

    /**
     * The same, but the picture is not made from noise alone: it begins from another one and goes as far from it as the spec's
     * denoising strength says. Only engines that {@link EngineProfile.Capability#IMG2IMG can} are meant to be asked.
     */
    default RenderResult renderFrom(
            InitPicture init, UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return EngineFailures.unsupported("begin from a picture");
    }
}
