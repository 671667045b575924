package imece.worker.engine;

import imece.contract.RenderSpec;

/**
 * What makes pictures. Everything that knows how some program draws hides behind this; nothing else in the worker does.
 *
 * <p>One engine serves one GPU slot and is called by one thread at a time, always under that GPU's lock.
 */
public interface ImageEngine {

    /** What this engine is and can do; cheap, asked often. */
    EngineProfile profile();

    /**
     * Makes one picture and returns when it is done, has failed or was interrupted; failures are values, not exceptions.
     * Each call of the watcher counts as a sign of life. Once {@code cancellation} is requested the engine leaves the GPU
     * within a second and returns {@link RenderResult.Interrupted}, whatever it had by then.
     */
    RenderResult render(RenderSpec spec, RenderWatcher watcher, Cancellation cancellation);
}
