package imece.worker.engine.forge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.contract.Wire;
import imece.worker.engine.EngineReadiness;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.InitPicture;
import imece.worker.engine.RemoteEngineContract;
import imece.worker.engine.RenderResult;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.standin.ForgeStandIn;
import imece.worker.engine.standin.StandIn;
import imece.worker.engine.standin.Vice;
import imece.worker.png.Png;
import imece.worker.run.RunStop;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

class ForgeEngineTest extends RemoteEngineContract<ForgeStandIn> {

    @Override
    protected ForgeStandIn standIn() {
        return new ForgeStandIn();
    }

    @Override
    protected ImageEngine adapter(EngineAddress address) {
        return new ForgeEngine(address, PACE);
    }

    @Override
    protected List<Vice> vices() {
        return List.of(
                Vice.OTHER_SAMPLER,
                Vice.OTHER_CHECKPOINT,
                Vice.CHECKPOINT_GONE,
                Vice.HALF_PICTURE,
                Vice.OUT_OF_MEMORY,
                Vice.DISK_FULL,
                Vice.BAD_REQUEST,
                Vice.SERVER_ERROR,
                Vice.SLOW_LOAD,
                Vice.UNAUTHORIZED,
                Vice.REDIRECT_LOOP,
                Vice.NOT_UP_YET,
                Vice.TRUNCATED_PICTURE,
                Vice.WRONG_SIZE,
                Vice.TWO_PICTURES,
                Vice.HUGE_PREVIEW,
                Vice.GARBAGE,
                Vice.PROXY_GIVES_UP,
                Vice.CUT_OFF);
    }

    /** It says nothing about it and draws with what is loaded. */
    @Override
    protected Map<Vice, String> ownWay() {
        return Map.of(Vice.CHECKPOINT_GONE, "wrong-checkpoint, may be retried");
    }

    @Test
    void everyWordOfTheJobReachesTheEngine() {
        rendered(engine().render(JOB, spec(72, 64, "tiny-b.safetensors", "euler_ancestral"), seen, stop));
        JsonNode order = standIn.generations.getFirst();
        assertThat(order.path("prompt").stringValue()).isEqualTo("a cat");
        assertThat(order.path("negative_prompt").stringValue()).isEqualTo("a dog");
        assertThat(order.path("seed").longValue()).isEqualTo(4_000_000_007L);
        assertThat(order.path("sampler_name").stringValue()).isEqualTo("Euler a");
        assertThat(order.path("scheduler").stringValue()).isEqualTo("Karras");
        assertThat(order.path("width").intValue()).isEqualTo(72);
        assertThat(order.path("height").intValue()).isEqualTo(64);
        assertThat(order.path("steps").intValue()).isEqualTo(STEPS);
        assertThat(order.path("cfg_scale").doubleValue()).isEqualTo(7);
        assertThat(order.path("batch_size").intValue()).isEqualTo(1);
        assertThat(order.path("n_iter").intValue()).isEqualTo(1);
        assertThat(order.path("override_settings").path("sd_model_checkpoint").stringValue())
                .contains("tiny-b");
        assertThat(standIn.requests).contains("POST /sdapi/v1/txt2img");
        assertThat(order.path("force_task_id").stringValue()).contains(JOB.toString());
        assertThat(order.path("override_settings_restore_afterwards").booleanValue())
                .isFalse();
    }

    @Test
    void lorasStandInThePromptAndThePictureToBeginFromHasTheAskedSize() {
        RenderSpec spec = special(List.of(new Lora(StandIn.LORA, 0.8)), 0.5);
        InitPicture init = new InitPicture(new BufferedImage(200, 50, BufferedImage.TYPE_INT_RGB));
        rendered(engine().renderFrom(init, JOB, spec, seen, stop));
        JsonNode order = standIn.generations.getFirst();
        assertThat(order.path("prompt").stringValue()).isEqualTo("a cat <lora:paper-cut:0.8>");
        assertThat(standIn.requests).contains("POST /sdapi/v1/img2img").doesNotContain("POST /sdapi/v1/txt2img");
        assertThat(order.path("denoising_strength").doubleValue()).isEqualTo(0.5);
        byte[] sent =
                Base64.getDecoder().decode(order.path("init_images").path(0).stringValue());
        assertThat(Png.of(sent)).hasValueSatisfying(png -> {
            assertThat(png.width()).isEqualTo(72);
            assertThat(png.height()).isEqualTo(64);
        });
    }

    @Test
    void aPictureOfSomebodyElseIsWaitedForAndNotInterrupted() {
        ImageEngine engine = engine();
        standIn.hold(true);
        ImageEngine somebody = engine();
        CompletableFuture<RenderResult> theirs =
                beside(() -> somebody.render(JOB, spec(64, 64, null), seen, new RunStop()));
        await().until(standIn::drawing);
        assertThat(engine.look()).isEqualTo(new EngineReadiness.Busy());

        stop.request(RunStop.Cause.ORDERED);
        assertThat(engine.render(JOB, spec(64, 64, null), seen, stop)).isEqualTo(new RenderResult.Interrupted());
        assertThat(standIn.requests).doesNotContain("POST /sdapi/v1/interrupt");
        standIn.hold(false);
        rendered(theirs.join());
        assertThat(standIn.generations).hasSize(1);
    }

    @Test
    void anAnswerThatGotLostIsNotWaitedForOnceTheEngineIsIdle() {
        CompletableFuture<RenderResult> result = withoutAnswer();
        stop.request(RunStop.Cause.STALLED);
        assertThat(result).succeedsWithin(Duration.ofSeconds(8)).isEqualTo(new RenderResult.Interrupted());
    }

    @Test
    void aPictureThatSomebodyBeganAfterOursIsNeitherInterruptedNorWaitedFor() {
        standIn.webPages = true;
        CompletableFuture<RenderResult> result = withoutAnswer();
        standIn.drawForSomebody();
        stop.request(RunStop.Cause.ORDERED);
        assertThat(result).succeedsWithin(Duration.ofSeconds(8)).isEqualTo(new RenderResult.Interrupted());
        assertThat(standIn.requests).doesNotContain("POST /sdapi/v1/interrupt");
    }

    /** A run that is over, of which its caller never hears. */
    private CompletableFuture<RenderResult> withoutAnswer() {
        ImageEngine engine = engine();
        standIn.has(Vice.LOSES_ANSWER);
        CompletableFuture<RenderResult> result = beside(() -> engine.render(JOB, spec(64, 64, null), seen, stop));
        await().until(() -> standIn.drawn() == 1);
        return result;
    }

    @Test
    void whatIsSaidToBeEverywhereHasANameHere() {
        assertThat(ForgeNames.ALL.samplers().keySet())
                .containsAll(Arrays.stream(Sampler.values())
                        .filter(Sampler::everywhere)
                        .toList());
        assertThat(ForgeNames.ALL.schedulers().keySet())
                .containsAll(Arrays.stream(Scheduler.values())
                        .filter(Scheduler::everywhere)
                        .toList());
    }

    @Test
    void aLoraIsListedWithItsFolderAndAskedForByTheNameThatAPromptMustHave() {
        JsonNode loras =
                Wire.read("""
                        [{"name": "paper", "path": "C:\\\\models\\\\Lora\\\\styles\\\\paper.safetensors"},
                         {"name": "ink"}]
                        """.getBytes(StandardCharsets.UTF_8), JsonNode.class).orElseThrow();
        ForgeCatalog catalog =
                ForgeCatalog.of(MissingNode.getInstance(), MissingNode.getInstance(), MissingNode.getInstance(), loras);
        assertThat(catalog.loras().keySet()).containsExactly("ink", "styles/paper");
        assertThat(catalog.lora("styles/paper.safetensors")).contains("paper");
        assertThat(catalog.lora("paper")).as("as the last release listed it").contains("paper");
    }
}
