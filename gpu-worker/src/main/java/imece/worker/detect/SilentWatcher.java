package imece.worker.detect;

import imece.contract.LiveEvent.Phase;
import imece.worker.engine.RenderWatcher;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;

/** Waits for the picture and wants to hear nothing on the way. */
final class SilentWatcher implements RenderWatcher {

    @Override
    public void phase(Phase phase) {}

    @Override
    public void step(int finished, int all) {}

    @Override
    public void preview(Supplier<BufferedImage> picture) {}
}
