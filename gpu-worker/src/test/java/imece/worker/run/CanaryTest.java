package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Failure;
import imece.contract.RenderSpec;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock;
import imece.worker.png.Png;
import imece.worker.png.PngPixels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slot is trusted again for a picture that is whole and as it was asked for, and for nothing else. */
class CanaryTest {

    private static final RunLimits LIMITS = new RunLimits(Duration.ofSeconds(30), Duration.ofSeconds(30));

    @TempDir
    Path locks;

    @Test
    void aPictureAsItWasAskedForIsEnough() throws Exception {
        assertThat(of(spec -> drawn(picture(spec.width(), spec.height())))).isEmpty();
        assertThat(lock().free()).isTrue();
    }

    @Test
    void aPictureOfAnotherWidthOrHeightIsNot() throws Exception {
        assertThat(of(spec -> drawn(picture(spec.width() + 8, spec.height())))).isPresent();
        assertThat(of(spec -> drawn(picture(spec.width(), spec.height() - 8)))).isPresent();
    }

    @Test
    void aDamagedPictureIsNot() throws Exception {
        assertThat(of(spec -> drawn(damaged(picture(spec.width(), spec.height())))))
                .isPresent();
    }

    @Test
    void aPictureOfOneSingleColourIsNot() throws Exception {
        assertThat(of(spec ->
                        drawn(PngPixels.encode(new int[spec.width() * spec.height()], spec.width(), spec.height()))))
                .contains("Its picture is one single colour.");
    }

    @Test
    void anEngineThatFailsOrIsAwayOrStoppedIsNotAndSaysWhy() throws Exception {
        assertThat(of(spec -> new RenderResult.Failed(new Failure("engine-error", "It broke.", true))))
                .contains("It broke.");
        assertThat(of(spec -> new RenderResult.Away("It is loading."))).contains("It is loading.");
        assertThat(of(spec -> new RenderResult.Interrupted())).isPresent();
    }

    @Test
    void nothingIsDrawnOnAGpuThatSomebodyElseHas() throws Exception {
        GpuLock.LockAnswer other = lock().acquire(new UUID(4, 4), new RunStop(), () -> {});

        assertThat(of(spec -> drawn(picture(spec.width(), spec.height())))).contains("Somebody else has the GPU.");
        assertThat(other).isNotNull();
        assertThat(lock().free()).isFalse();
    }

    private Optional<String> of(Function<RenderSpec, RenderResult> engine) throws InterruptedException {
        return new Canary(StubEngine.of((spec, watcher, cancellation) -> engine.apply(spec)), LIMITS, lock())
                .sing(Jobs.PLACE);
    }

    private GpuLock lock() {
        return new GpuLock(locks, "demo-0", Duration.ofMillis(100));
    }

    private static RenderResult drawn(Png png) {
        return new RenderResult.Rendered(png, null);
    }

    private static Png picture(int width, int height) {
        int[] pixels = new int[width * height];
        pixels[0] = 1;
        return PngPixels.encode(pixels, width, height);
    }

    private static Png damaged(Png png) {
        byte[] bytes = png.bytes().clone();
        bytes[bytes.length / 2] ^= 1;
        return Png.of(bytes).orElseThrow();
    }
}
