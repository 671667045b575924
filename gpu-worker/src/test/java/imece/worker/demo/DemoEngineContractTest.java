package imece.worker.demo;

import imece.worker.engine.EngineContract;
import imece.worker.engine.ImageEngine;
import java.time.Duration;

class DemoEngineContractTest extends EngineContract {

    private Duration step = Duration.ofMillis(15);

    @Override
    protected ImageEngine engine() {
        return new DemoEngine(step, false);
    }

    @Override
    protected void slow(int stepMillis) {
        step = Duration.ofMillis(stepMillis);
    }

    @Override
    protected boolean drawing() {
        return seen.phases.contains(imece.contract.LiveEvent.Phase.DENOISING)
                && !seen.phases.contains(imece.contract.LiveEvent.Phase.DECODING)
                && !stop.requested();
    }
}
