package imece.worker.engine.sdcpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RemoteEngineContract;
import imece.worker.engine.RenderResult;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.standin.SdcppStandIn;
import imece.worker.engine.standin.StandIn;
import imece.worker.engine.standin.Vice;
import imece.worker.png.Png;
import imece.worker.run.RunStop;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SdcppEngineTest extends RemoteEngineContract<SdcppStandIn> {

    @Override
    protected SdcppStandIn standIn() {
        return new SdcppStandIn(false);
    }

    @Override
    protected ImageEngine adapter(EngineAddress address) {
        return new SdcppEngine(address, PACE);
    }

    @Override
    protected List<Vice> vices() {
        return List.of(
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
                Vice.CUT_OFF,
                Vice.FORGETS_JOB);
    }

    @Test
    void lorasAndThePictureToBeginFromStandInTheOrderInItsRoundedSize() {
        RenderSpec spec = special(List.of(new Lora(StandIn.LORA, -0.5)), 0.5);
        InitPicture init = new InitPicture(new BufferedImage(200, 50, BufferedImage.TYPE_INT_RGB));
        rendered(engine().renderFrom(init, JOB, spec, seen, stop));
        JsonNode order = standIn.generations.getFirst();
        assertThat(order.path("lora").path(0).path("path").stringValue()).isEqualTo("paper-cut.safetensors");
        assertThat(order.path("lora").path(0).path("multiplier").doubleValue()).isEqualTo(-0.5);
        assertThat(order.path("strength").doubleValue()).isEqualTo(0.5);
        byte[] sent = Base64.getDecoder().decode(order.path("init_image").stringValue());
        assertThat(Png.of(sent)).hasValueSatisfying(png -> {
            assertThat(png.width()).isEqualTo(128);
            assertThat(png.height()).isEqualTo(64);
        });
    }

    @Test
    void aSizeThatTheServerWouldRoundIsMadeLargerAndCut() {
        rendered(engine().render(JOB, spec(72, 136, null), seen, stop));
        JsonNode order = standIn.generations.getFirst();
        assertThat(order.path("width").intValue()).isEqualTo(128);
        assertThat(order.path("height").intValue()).isEqualTo(192);
        assertThat(order.path("seed").longValue()).isEqualTo(4_000_000_007L);
        JsonNode sampling = order.path("sample_params");
        assertThat(sampling.path("sample_method").stringValue()).isEqualTo("euler");
        assertThat(sampling.path("scheduler").stringValue()).isEqualTo("karras");
        assertThat(sampling.path("sample_steps").intValue()).isEqualTo(STEPS);
        assertThat(sampling.path("guidance").path("txt_cfg").doubleValue()).isEqualTo(7);
        assertThat(order.path("prompt").stringValue()).isEqualTo("a cat");
        assertThat(order.path("negative_prompt").stringValue()).isEqualTo("a dog");
        assertThat(order.path("batch_count").intValue()).isEqualTo(1);
        assertThat(order.has("init_image")).isFalse();
    }

    @Test
    void aJobThatWaitsBehindAnotherIsTakenOutOfTheQueue() {
        ImageEngine engine = engine();
        standIn.hold(true);
        CompletableFuture<RenderResult> theirs =
                beside(() -> engine.render(JOB, spec(64, 64, null), seen, new RunStop()));
        await().until(standIn::drawing);
        CompletableFuture<RenderResult> ours = beside(() -> engine.render(JOB, spec(64, 64, null), seen, stop));
        await().until(() -> standIn.generations.size() == 2);
        stop.request(RunStop.Cause.ORDERED);
        assertThat(ours.join()).isEqualTo(new RenderResult.Interrupted());
        assertThat(theirs).isNotDone();
        standIn.hold(false);
        rendered(theirs.join());
    }

    @Test
    void whatIsSaidToBeEverywhereHasANameHere() {
        assertThat(SdcppNames.ALL.samplers().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Sampler.values())
                        .filter(Sampler::everywhere)
                        .toList());
        assertThat(SdcppNames.ALL.schedulers().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Scheduler.values())
                        .filter(Scheduler::everywhere)
                        .toList());
    }
}
