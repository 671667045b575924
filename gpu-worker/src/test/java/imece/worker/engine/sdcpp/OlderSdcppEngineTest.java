package imece.worker.engine.sdcpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Lora;
import imece.contract.RenderSpec;
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
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

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
    void everyWordOfTheJobReachesTheServer() {
        rendered(engine().render(JOB, spec(72, 64, null), seen, stop));
        JsonNode order = standIn.generations.getFirst();
        assertThat(order.path("prompt").stringValue()).isEqualTo("a cat");
        assertThat(order.path("negative_prompt").stringValue()).isEqualTo("a dog");
        assertThat(order.path("width").intValue()).isEqualTo(128);
        assertThat(order.path("height").intValue()).isEqualTo(64);
        assertThat(order.path("seed").longValue()).isEqualTo(4_000_000_007L);
        assertThat(order.path("steps").intValue()).isEqualTo(STEPS);
        assertThat(order.path("cfg_scale").doubleValue()).isEqualTo(7);
        assertThat(order.path("sampler_name").stringValue()).isEqualTo("euler");
        assertThat(order.path("scheduler").stringValue()).isEqualTo("karras");
        assertThat(order.path("batch_size").intValue()).isEqualTo(1);
        assertThat(standIn.requests).contains("POST /sdapi/v1/txt2img");
    }

    @Test
    void lorasAndThePictureToBeginFromStandInAnOrderForImg2img() {
        RenderSpec spec = special(List.of(new Lora(StandIn.LORA, -0.5)), 0.5);
        InitPicture init = new InitPicture(new BufferedImage(200, 50, BufferedImage.TYPE_INT_RGB));
        rendered(engine().renderFrom(init, JOB, spec, seen, stop));
        JsonNode order = standIn.generations.getFirst();
        assertThat(standIn.requests).contains("POST /sdapi/v1/img2img").doesNotContain("POST /sdapi/v1/txt2img");
        assertThat(order.path("lora").path(0).path("path").stringValue()).isEqualTo("paper-cut.safetensors");
        assertThat(order.path("lora").path(0).path("multiplier").doubleValue()).isEqualTo(-0.5);
        assertThat(order.path("denoising_strength").doubleValue()).isEqualTo(0.5);
        byte[] sent =
                Base64.getDecoder().decode(order.path("init_images").path(0).stringValue());
        assertThat(Png.of(sent)).hasValueSatisfying(png -> {
            assertThat(png.width()).isEqualTo(128);
            assertThat(png.height()).isEqualTo(64);
        });
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
