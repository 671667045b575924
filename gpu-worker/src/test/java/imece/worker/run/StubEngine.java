package imece.worker.run;

import imece.contract.RenderSpec;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineProfile;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An engine that does what a test tells it to. */
record StubEngine(Rendering rendering) implements ImageEngine {

    interface Rendering {
        RenderResult render(RenderSpec spec, RenderWatcher watcher, Cancellation cancellation);
    }

    static ImageEngine of(Rendering rendering) {
        return new StubEngine(rendering);
    }

    @Override
    public EngineProfile profile() {
        return new EngineProfile("test", "test", Set.of(), 1, List.of(), null);
    }

    @Override
    public RenderResult render(UUID job, RenderSpec spec, RenderWatcher watcher, Cancellation cancellation) {
        return rendering.render(spec, watcher, cancellation);
    }
}
