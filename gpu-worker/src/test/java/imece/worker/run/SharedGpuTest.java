package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.LiveEvent.Phase;
import imece.contract.StatusEvent;
import imece.contract.WorkerOrder;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock;
import imece.worker.run.Admission.OrderMemory;
import imece.worker.run.Run.RunEnd;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs of one slot that draw on its GPU together. */
class SharedGpuTest extends RunStepsBed {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final CompletableFuture<RenderResult> stuck = new CompletableFuture<>();
    private final AtomicInteger inEngine = new AtomicInteger();

    @Override
    GpuLock lock(Duration patience) {
        return new GpuLock(locks, "demo-0", patience, true);
    }

    @Test
    void anEngineThatHangsInOneRunEndsNoOtherAndNoCanaryIsDrawnBesideIt() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            if (inEngine.getAndIncrement() == 0) {
                return stubborn(stuck);
            }
            watcher.phase(Phase.DENOISING);
            while (!quarantine.active() && !cancellation.await(Duration.ofMillis(20))) {
                watcher.step(1, 4);
            }
            return demo().render(new UUID(1, 1), spec, watcher, cancellation);
        }));
        Run hangs = run(store.job(), 0);
        CompletableFuture<RunEnd> first = performing(steps, hangs);
        await().atMost(LONG).until(() -> inEngine.get() == 1);
        CompletableFuture<RunEnd> second = performing(steps, run(Jobs.like(store.job(), new UUID(8, 8)), 0));

        assertThat(first).succeedsWithin(LONG).isInstanceOf(RunEnd.Failed.class);
        assertThat(hangs.engineStuck()).isTrue();
        assertThat(second).succeedsWithin(LONG).isInstanceOf(RunEnd.Completed.class);
        assertThat(quarantine.active()).isTrue();
        assertThat(steps.gpuIsFree()).isFalse();
        stuck.complete(new RenderResult.Interrupted());
        await().atMost(LONG).until(steps::gpuIsFree);
    }

    @Test
    void aRunThatIsCancelledLeavesTheGpuToTheOthers() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            inEngine.incrementAndGet();
            for (int i = 0; i < 30; i++) {
                if (cancellation.await(Duration.ofMillis(20))) {
                    return new RenderResult.Interrupted();
                }
                watcher.step(1, 4);
            }
            return demo().render(new UUID(1, 1), spec, watcher, cancellation);
        }));
        Run cancelled = run(store.job(), 0);
        CompletableFuture<RunEnd> first = performing(steps, cancelled);
        CompletableFuture<RunEnd> second = performing(steps, run(Jobs.like(store.job(), new UUID(8, 8)), 0));
        await().atMost(LONG).until(() -> inEngine.get() == 2);
        assertThat(OrderMemory.ends(new WorkerOrder.Cancel(cancelled.job().jobId(), 9), cancelled.key()))
                .isTrue();
        cancelled.stop().request(RunStop.Cause.ORDERED);
        assertThat(first).succeedsWithin(LONG).isInstanceOf(RunEnd.Dropped.class);
        assertThat(steps.gpuIsFree()).isFalse();
        assertThat(second).succeedsWithin(LONG).isInstanceOf(RunEnd.Completed.class);
        assertThat(steps.gpuIsFree()).isTrue();
    }

    @Test
    void aCancelledRunThatItsEngineCannotStopKeepsItsPlaceThereAndTakesTheSlotFromNobody() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            if (inEngine.getAndIncrement() == 0) {
                return stubborn(stuck);
            }
            return demo().render(new UUID(1, 1), spec, watcher, cancellation);
        }));
        Run cancelled = run(store.job(), 0);
        CompletableFuture<RunEnd> first = performing(steps, cancelled);
        await().atMost(LONG).until(() -> inEngine.get() == 1);
        cancelled.stop().request(RunStop.Cause.ORDERED);
        await().during(LIMITS.stopWithin().multipliedBy(2)).atMost(LONG).until(() -> !first.isDone());
        assertThat(quarantine.active()).isFalse();
        assertThat(performing(steps, run(Jobs.like(store.job(), new UUID(8, 8)), 0)))
                .succeedsWithin(LONG)
                .isInstanceOf(RunEnd.Completed.class);
        stuck.complete(new RenderResult.Interrupted());
        assertThat(first).succeedsWithin(LONG).isInstanceOf(RunEnd.Dropped.class);
        assertThat(quarantine.active()).isFalse();
    }

    @Test
    void whoDrawsBesideAnotherIsToldAPartOfTheTime() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            watcher.phase(Phase.LOADING_CHECKPOINT);
            cancellation.await(Duration.ofMillis(50));
            watcher.phase(Phase.DENOISING);
            inEngine.incrementAndGet();
            for (int i = 0; i < 25 || inEngine.get() < 2; i++) {
                cancellation.await(Duration.ofMillis(10));
                watcher.step(1, 4);
            }
            return demo().render(new UUID(1, 1), spec, watcher, cancellation);
        }));
        List<CompletableFuture<RunEnd>> both = List.of(
                performing(steps, run(store.job(), 0)),
                performing(steps, run(Jobs.like(store.job(), new UUID(8, 8)), 0)));
        both.forEach(each -> assertThat(each).succeedsWithin(LONG).isInstanceOf(RunEnd.Completed.class));
        List<StatusEvent.Completed> ends = events.reported.stream()
                .filter(StatusEvent.Completed.class::isInstance)
                .map(StatusEvent.Completed.class::cast)
                .toList();
        assertThat(ends).hasSize(2).allSatisfy(end -> {
            assertThat(end.loadMillis()).isGreaterThanOrEqualTo(50);
            assertThat(end.gpuMillis()).isNotNull().isLessThan(end.renderMillis() - 50);
        });
        long drawn = ends.stream()
                .mapToLong(end -> end.renderMillis() - (end.loadMillis() == null ? 0 : end.loadMillis()))
                .sum();
        long parts = ends.stream()
                .mapToLong(end -> end.gpuMillis() == null ? 0 : end.gpuMillis())
                .sum();
        assertThat(parts).isLessThan(drawn * 9 / 10);
    }
}
