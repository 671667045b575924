package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.demo.DemoEngine;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock;
import imece.worker.gpu.GpuLock.HeldGpu;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine sleeps while an engine is at work: for 75 s by the clock, and for nobody's work. */
class SleptRunTest {

    private static final Duration SLEEP = Duration.ofSeconds(75);
    private static final RunLimits LIMITS = new RunLimits(Duration.ofSeconds(60), Duration.ofSeconds(10));

    @TempDir
    Path locks;

    private final AtomicLong slept = new AtomicLong();

    @Test
    void anEngineThatSaysNothingMeanwhileIsNotStopped() throws Exception {
        CountDownLatch awake = new CountDownLatch(1);
        CountDownLatch atWork = new CountDownLatch(1);
        EngineCall call = new EngineCall(
                StubEngine.of((spec, watcher, cancellation) -> {
                    atWork.countDown();
                    if (!passes(awake) || cancellation.await(Duration.ofMillis(500))) {
                        return new RenderResult.Interrupted();
                    }
                    return new DemoEngine(Duration.ZERO, false).render(new UUID(1, 1), spec, watcher, cancellation);
                }),
                LIMITS);
        Run run = new Run(Jobs.simple(), 0, new UUID(2, 2), Jobs.PLACE, () -> {});
        GpuLock lock = new GpuLock(locks, "demo-0", Duration.ofSeconds(1));
        HeldGpu held = (HeldGpu) lock.acquire(run.key().jobId(), run.stop(), () -> {});
        ProgressReport progress = new ProgressReport(run, new RecordedEvents(), () -> System.nanoTime() + slept.get());
        Thread sleeper = Thread.ofPlatform().daemon().start(() -> {
            if (passes(atWork)) {
                slept.set(SLEEP.toNanos());
                awake.countDown();
            }
        });

        RenderResult result = call.call(run, null, progress, held, SLEEP.minusSeconds(10));

        sleeper.join();
        assertThat(result).isInstanceOf(RenderResult.Rendered.class);
        assertThat(run.stop().requested()).isFalse();
        assertThat(progress.slept()).isBetween(SLEEP.minusSeconds(3), SLEEP.plusMinutes(1));
    }

    private static boolean passes(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
