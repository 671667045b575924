package imece.worker.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.worker.engine.ImageEngine;
import imece.worker.engine.RemoteEngineContract;
import imece.worker.engine.RenderResult;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.standin.OpenAiStandIn;
import imece.worker.engine.standin.Vice;
import imece.worker.run.RunStop;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenAiEngineTest extends RemoteEngineContract<OpenAiStandIn> {

    @Override
    protected OpenAiStandIn standIn() {
        return new OpenAiStandIn(false);
    }

    @Override
    protected ImageEngine adapter(EngineAddress address) {
        return new OpenAiEngine(address, Duration.ofMillis(100), PACE);
    }

    @Override
    protected boolean tellsWhetherItDraws() {
        return false;
    }

    @Override
    protected List<Vice> vices() {
        return List.of(
                Vice.CHECKPOINT_GONE,
                Vice.BAD_REQUEST,
                Vice.SERVER_ERROR,
                Vice.UNAUTHORIZED,
                Vice.REDIRECT_LOOP,
                Vice.NOT_UP_YET,
                Vice.TRUNCATED_PICTURE,
                Vice.WRONG_SIZE,
                Vice.TWO_PICTURES,
                Vice.GARBAGE,
                Vice.PROXY_GIVES_UP,
                Vice.CUT_OFF);
    }

    @Test
    void promptModelAndSizeReachTheServer() {
        rendered(engine().render(JOB, spec(72, 64, "painter-2"), seen, stop));
        JsonNode order = standIn.generations.getFirst();
        assertThat(order.path("prompt").stringValue()).isEqualTo("a cat");
        assertThat(order.path("model").stringValue()).isEqualTo("painter-2");
        assertThat(order.path("size").stringValue()).isEqualTo("128x64");
    }

    @Test
    void severalPicturesAreDrawnAtOnceAndOneThatIsStoppedEndsNoOther() {
        ImageEngine engine = engine();
        slow(100);
        List<RunStop> stops = IntStream.range(0, 4).mapToObj(i -> new RunStop()).toList();
        List<CompletableFuture<RenderResult>> results = IntStream.range(0, 4)
                .mapToObj(i -> beside(() -> engine.render(
                        new UUID(1, i), spec(64 + 8 * i, 64, i % 2 == 0 ? "painter-1" : null), seen, stops.get(i))))
                .toList();
        await().until(() -> standIn.mostAtWork() == 4);
        stops.get(1).request(RunStop.Cause.ORDERED);
        for (int i = 0; i < 4; i++) {
            RenderResult result = ended(results.get(i));
            if (i == 1) {
                assertThat(result).isEqualTo(new RenderResult.Interrupted());
            } else {
                assertThat(rendered(result).png().width()).isEqualTo(64 + 8 * i);
            }
        }
    }

    @Test
    void nobodyKnowsHowLongItLoads() {
        rendered(engine().render(JOB, spec(64, 64, null), seen, stop));
        assertThat(seen.loadsUntold).isTrue();
    }

    @Test
    void aPictureMayComeByAddress() {
        try (OpenAiStandIn other = new OpenAiStandIn(true)) {
            other.open();
            ImageEngine engine = adapter(address(other.url() + "/v1/"));
            engine.look();
            rendered(engine.render(JOB, spec(72, 64, null), seen, stop));
        }
    }

    @Test
    void aPictureWhoseConnectionIsLostIsGivenTwiceTheTimeOfTheLongestOne() {
        Duration longest = Duration.ofSeconds(1);
        ImageEngine engine = new OpenAiEngine(address(standIn.url()), longest, PACE);
        standIn.has(Vice.CUT_OFF);
        long begun = System.nanoTime();
        RenderResult result = engine.render(JOB, spec(64, 64, null), seen, stop);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(longest.multipliedBy(2));
        assertThat(said(result)).isEqualTo("engine-lost, may be retried");
    }
}
