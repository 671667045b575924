package imece.worker.engine;

import imece.contract.LiveEvent.Phase;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** What an engine told while it worked. */
public final class Watched implements RenderWatcher {
    public final List<Phase> phases = new CopyOnWriteArrayList<>();
    public final List<Integer> steps = new CopyOnWriteArrayList<>();
    public final List<BufferedImage> previews = new CopyOnWriteArrayList<>();

    public volatile boolean loadsUntold;

    @Override
    public void loadsUntold() {
        loadsUntold = true;
    }

    @Override
    public void phase(Phase phase) {
        phases.add(phase);
    }

    @Override
    public void step(int finished, int all) {
        steps.add(finished);
    }

    @Override
    public void preview(Supplier<BufferedImage> picture) {
        previews.add(picture.get());
    }
}
