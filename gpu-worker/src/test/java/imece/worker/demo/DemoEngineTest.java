package imece.worker.demo;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent.Phase;
import imece.contract.RenderSpec;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.png.Png;
import imece.worker.run.RunStop;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoEngineTest {

    private static final UUID JOB = new UUID(1, 1);
    private final DemoEngine engine = new DemoEngine(Duration.ZERO, true);
    private final Seen seen = new Seen();

    /** Golden values: a change here changes pictures that people have made, so it needs a reason. */
    @ParameterizedTest
    @CsvSource({
        "misty mountains at sunset, 1, 2d79143113a3502486066a78d9593888c524b65ee1af4782e5af10a00c645fa2",
        "aurora over a lake, 2, 0c2f64559a2cd6927d5d267f3939f9bfe64f4c0e6375a4cae451d45a92221ec0",
        "desert dunes, 3, 2d108ca1d0535296b222dceca41ab7acc873b4d32b238e058080f01c2d06da25",
        "a ringed planet, 4, 46411adc2f8592aba50ba340856940b9387aa00493712db527b9e0a6e3875b38",
        "abstract silk, 5, 54a793de456c598b4aaf5e6882c017d506800b79f676d9235e8bafbd1f83bc28",
    })
    void equalSpecsGiveEqualPixelsOnEveryMachine(String prompt, long seed, String sha256) throws Exception {
        assertThat(sha256(pixels(render(spec(prompt, seed, 96, 64))))).isEqualTo(sha256);
    }

    @Test
    void equalSpecsGiveEqualBytesAndOtherSeedsOtherPictures() {
        assertThat(render(spec("a cat", 1, 64, 64)).sha256())
                .isEqualTo(render(spec("a cat", 1, 64, 64)).sha256())
                .isNotEqualTo(render(spec("a cat", 2, 64, 64)).sha256())
                .isNotEqualTo(render(spec("a cab", 1, 64, 64)).sha256());
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "72, 2048", "2048, 64", "520, 328"})
    void drawsAnySize(int width, int height) throws Exception {
        Png png = render(spec("a lake", 9, width, height));
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png.bytes()));
        assertThat(read.getWidth()).isEqualTo(width);
        assertThat(read.getHeight()).isEqualTo(height);
    }

    @Test
    void goesThroughItsPhasesAndShowsThePictureComingOutOfTheNoise() {
        render(spec("a forest", 3, 128, 128));
        assertThat(seen.phases).containsExactly(Phase.LOADING_CHECKPOINT, Phase.DENOISING, Phase.DECODING);
        assertThat(seen.steps).containsExactly(1, 2, 3, 4, 5, 6);
        BufferedImage last = seen.previews.getLast();
        double before = distance(seen.previews.getFirst(), last);
        double middle = distance(seen.previews.get(3), last);
        assertThat(before).isGreaterThan(middle * 1.5);
    }

    @Test
    void theCheckpointIsLoadedOnlyWhenItChanges() {
        render(spec("a forest", 3, 64, 64));
        seen.phases.clear();
        render(spec("a forest", 4, 64, 64));
        assertThat(seen.phases).doesNotContain(Phase.LOADING_CHECKPOINT);
        assertThat(engine.profile().loaded()).isEqualTo(DemoEngine.CHECKPOINT);
    }

    @Test
    void aLoadTakesAsLongAsItIsSet() {
        DemoEngine slow =
                new DemoEngine(Duration.ZERO, Duration.ofMillis(300), false, List.of("one", DemoEngine.CHECKPOINT));
        long begun = System.nanoTime();
        assertThat(answer(slow, "a lake")).isInstanceOf(RenderResult.Rendered.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow lake", "a lake [stall]"})
    void stopsLongBeforeItsStepIsOverWhenItIsAskedTo(String prompt) {
        DemoEngine slow = new DemoEngine(prompt.startsWith("slow") ? Duration.ofMinutes(1) : Duration.ZERO, true);
        RunStop stop = new RunStop();
        stop.request(RunStop.Cause.ORDERED);
        long begin = System.nanoTime();
        assertThat(slow.render(JOB, spec(prompt, 1, 512, 512), seen, stop)).isEqualTo(new RenderResult.Interrupted());
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void makesMistakesWhenAskedForAndAllowed() {
        assertThat(answer(engine, "[fail] please"))
                .isInstanceOfSatisfying(
                        RenderResult.Failed.class,
                        failed -> assertThat(failed.failure().retryable()).isFalse());
        assertThat(answer(engine, "[oom] please"))
                .isInstanceOfSatisfying(
                        RenderResult.Failed.class,
                        failed -> assertThat(failed.failure().retryable()).isTrue());
        assertThat(answer(new DemoEngine(Duration.ZERO, false), "[fail] [oom] [stall] [kill]"))
                .isInstanceOf(RenderResult.Rendered.class);
    }

    private RenderResult answer(DemoEngine asked, String prompt) {
        return asked.render(JOB, spec(prompt, 1, 64, 64), seen, new RunStop());
    }

    private Png render(RenderSpec spec) {
        return ((RenderResult.Rendered) engine.render(JOB, spec, seen, new RunStop())).png();
    }

    private static RenderSpec spec(String prompt, long seed, int width, int height) {
        return new RenderSpec(prompt, "", null, width, height, 6, 7, "Euler a", "Karras", seed);
    }

    private static int[] pixels(Png png) throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png.bytes()));
        return read.getRGB(0, 0, png.width(), png.height(), null, 0, png.width());
    }

    private static String sha256(int[] pixels) throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(pixels.length * 4);
        bytes.asIntBuffer().put(pixels);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
    }

    private static double distance(BufferedImage a, BufferedImage b) {
        double sum = 0;
        for (int y = 0; y < a.getHeight(); y++) {
            for (int x = 0; x < a.getWidth(); x++) {
                sum += Math.abs((a.getRGB(x, y) >> 8 & 0xff) - (b.getRGB(x, y) >> 8 & 0xff));
            }
        }
        return sum;
    }

    private static final class Seen implements RenderWatcher {
        final List<Phase> phases = new ArrayList<>();
        final List<Integer> steps = new ArrayList<>();
        final List<BufferedImage> previews = new ArrayList<>();

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
}
