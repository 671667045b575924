package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.RenderJob;
import imece.worker.demo.DemoEngine;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock;
import imece.worker.run.Admission.FinishedRuns;
import imece.worker.run.Admission.OrderMemory;
import imece.worker.run.PictureDrawing.DrawingResult.DrawnPicture;
import imece.worker.run.Run.RunEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A slot's surroundings: a GPU's lock, a picture store, a clock, and what was told. */
abstract class RunStepsBed {

    static final RunLimits LIMITS = new RunLimits(Duration.ofMillis(400), Duration.ofMillis(700));
    static final RunLimits OF_CANARIES = new RunLimits(Duration.ofSeconds(10), Duration.ofMillis(700));

    @TempDir
    Path locks;

    final RecordedEvents events = new RecordedEvents();
    final TestClock clock = new TestClock(Instant.EPOCH);
    final OrderMemory orders = new OrderMemory(clock.monotonic());
    final FinishedRuns finished = new FinishedRuns(clock.monotonic());
    final SharedProcess process = new SharedProcess(2);
    final AtomicBoolean draining = new AtomicBoolean();
    final PictureStore store = new PictureStore();
    final AtomicInteger mended = new AtomicInteger();
    Quarantine quarantine;

    @BeforeEach
    void open() {
        quarantine = new Quarantine("demo-0", new Canary(demo(), OF_CANARIES, lock()), mended::incrementAndGet);
        store.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    Run run(RenderJob job, int delivery) {
        return new Run(job, delivery, UUID.randomUUID(), Jobs.PLACE, () -> {});
    }

    GpuLock lock() {
        return lock(Duration.ofMillis(150));
    }

    GpuLock lock(Duration patience) {
        return new GpuLock(locks, "demo-0", patience);
    }

    RunSteps steps(ImageEngine engine) {
        return steps(engine, Duration.ofMillis(150));
    }

    RunSteps steps(ImageEngine engine, Duration lockWait) {
        PictureUpload upload = new PictureUpload(PictureUpload.client());
        Admission admission = new Admission(orders, finished, draining::get);
        quarantine = new Quarantine("demo-0", new Canary(engine, OF_CANARIES, lock(lockWait)), mended::incrementAndGet);
        return new RunSteps(engine, LIMITS, lock(lockWait), upload, events, admission, process, quarantine, clock);
    }

    /** Both stages, one after the other. */
    static RunEnd perform(RunSteps steps, Run run) throws InterruptedException {
        return switch (steps.draw(run)) {
            case DrawnPicture picture -> steps.putAway(picture);
            case RunEnd end -> end;
        };
    }

    static CompletableFuture<RunEnd> performing(RunSteps steps, Run run) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return perform(steps, run);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    static ImageEngine demo() {
        return new DemoEngine(Duration.ofMillis(5), false);
    }

    /** Many seconds of work, with signs of life. */
    static ImageEngine slow() {
        return StubEngine.of((spec, watcher, cancellation) -> {
            int step = 0;
            while (!cancellation.await(Duration.ofMillis(20))) {
                watcher.step(Math.min(step++, 149), 150);
            }
            return new RenderResult.Interrupted();
        });
    }

    static RenderResult stubborn(CompletableFuture<RenderResult> whenever) {
        while (true) {
            try {
                return whenever.get();
            } catch (Exception notYet) {
                assertThat(notYet).isInstanceOf(InterruptedException.class);
            }
        }
    }
}
