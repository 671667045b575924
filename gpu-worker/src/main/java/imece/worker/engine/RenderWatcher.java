package imece.worker.engine;

import imece.contract.LiveEvent.Phase;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/** Listens to an engine at work. All calls are cheap and may be as frequent as the engine likes. */
public interface RenderWatcher {

    /** The engine has gone on to another phase. */
    void phase(Phase phase);

    /** So many of all denoising steps are finished. */
    void step(int finished, int all);

    /**
     * In this run nobody knows whether a checkpoint is loaded, and for how long: its phases are not those of the engine. A run of
     * which this is not said, and no such phase, has loaded none.
     */
    default void loadsUntold() {}

    /** There is something to see; the supplier is asked only if somebody wants it now. */
    void preview(Supplier<BufferedImage> picture);
}
