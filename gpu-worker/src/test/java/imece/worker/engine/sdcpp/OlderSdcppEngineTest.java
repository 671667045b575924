package imece.worker.engine.sdcpp;

import imece.worker.engine.ImageEngine;
import imece.worker.engine.RemoteEngineContract;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.standin.SdcppStandIn;
import imece.worker.engine.standin.Vice;
import java.util.List;

class OlderSdcppEngineTest extends RemoteEngineContract<SdcppStandIn> {

    @Override
    protected SdcppStandIn standIn() {
        return new SdcppStandIn(true);
    }

    @Override
    protected ImageEngine adapter(EngineAddress address) {
        return new SdcppEngine(address);
    }

    @Override
    protected List<Vice> vices() {
        return List.of(
                Vice.OTHER_SAMPLER,
                Vice.OTHER_CHECKPOINT,
                Vice.OUT_OF_MEMORY,
                Vice.DISK_FULL,
                Vice.BAD_REQUEST,
                Vice.SERVER_ERROR,
                Vice.UNAUTHORIZED,
                Vice.REDIRECT_LOOP,
                Vice.NOT_UP_YET,
                Vice.TRUNCATED_PICTURE,
                Vice.WRONG_SIZE,
                Vice.TWO_PICTURES,
                Vice.GARBAGE,
                Vice.CUT_OFF);
    }
}
