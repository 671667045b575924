package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Failure;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock;
import imece.worker.png.Png;
import imece.worker.png.PngPixels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slot that is out of work tries canaries, with pauses that grow, until one succeeds. */
class QuarantineTest {

    private static final RunLimits LIMITS = new RunLimits(Duration.ofSeconds(30), Duration.ofSeconds(30));

    @TempDir
    Path locks;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger canaries = new AtomicInteger();
    private final AtomicInteger mended = new AtomicInteger();
    private boolean sound;
    private Quarantine quarantine;

    @BeforeEach
    void slot() {
        Canary canary = new Canary(
                StubEngine.of((spec, watcher, cancellation) -> {
                    canaries.incrementAndGet();
                    return sound
                            ? new RenderResult.Rendered(picture(spec.width(), spec.height()), null)
                            : new RenderResult.Failed(new Failure("engine-error", "It broke.", true));
                }),
                LIMITS,
                new GpuLock(locks, "demo-0", Duration.ofMillis(100)));
        quarantine = new Quarantine("demo-0", canary, mended::incrementAndGet, now::get);
    }

    @Test
    void aTrustedSlotTriesNoCanary() throws InterruptedException {
        assertThat(quarantine.heal(Jobs.PLACE)).isFalse();

        assertThat(canaries).hasValue(0);
    }

    @Test
    void eachCanaryThatFailsDoublesThePauseBeforeTheNext() throws InterruptedException {
        quarantine.stuck();

        assertThat(mended).hasValue(1);
        for (int failed = 0; failed < 4; failed++) {
            Duration pause = Duration.ofSeconds(1L << failed);
            pass(pause.minusNanos(1));
            assertThat(quarantine.heal(Jobs.PLACE)).isFalse();
            assertThat(canaries)
                    .as("a moment before the pause of %s is over", pause)
                    .hasValue(failed);
            pass(Duration.ofNanos(1));
            assertThat(quarantine.heal(Jobs.PLACE)).isFalse();
            assertThat(canaries).as("after the pause of %s", pause).hasValue(failed + 1);
        }
        assertThat(mended).as("the engine is restarted each time").hasValue(5);
        assertThat(quarantine.active()).isTrue();
        assertThat(quarantine.why()).contains("It broke.");
    }

    @Test
    void aCanaryThatSucceedsLetsTheSlotBack() throws InterruptedException {
        quarantine.stuck();
        sound = true;
        pass(Duration.ofSeconds(1));

        assertThat(quarantine.heal(Jobs.PLACE)).isTrue();

        assertThat(quarantine.active()).isFalse();
        assertThat(quarantine.why()).isNull();
        assertThat(mended).hasValue(1);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static Png picture(int width, int height) {
        int[] pixels = new int[width * height];
        pixels[0] = 1;
        return PngPixels.encode(pixels, width, height);
    }
}
