package imece.worker.engine.sdcpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.worker.engine.ImageEngine;
import imece.worker.engine.RemoteEngineContract;
import imece.worker.engine.RenderResult;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.standin.SdcppStandIn;
import imece.worker.engine.standin.Vice;
import imece.worker.run.RunStop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class OlderSdcppEngineTest extends RemoteEngineContract<SdcppStandIn> {

    @Override
    protected SdcppStandIn standIn() {
        return new SdcppStandIn(true);
    }

    @Override
    protected ImageEngine adapter(EngineAddress address) {
        return new SdcppEngine(address, PACE);
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

    @Test
    void anAnswerThatGotLostIsNotWaitedForOnceATinyPictureBehindItHasCome() {
        ImageEngine engine = engine();
        standIn.has(Vice.LOSES_ANSWER);
        CompletableFuture<RenderResult> result = beside(() -> engine.render(JOB, spec(64, 64, null), seen, stop));
        await().until(() -> standIn.drawn() == 1);
        stop.request(RunStop.Cause.STALLED);
        assertThat(result).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new RenderResult.Interrupted());
        assertThat(standIn.generations)
                .extracting(order -> order.path("steps").intValue())
                .containsExactly(STEPS, 1);
    }
}
