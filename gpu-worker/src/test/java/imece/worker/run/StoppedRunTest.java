package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Failure;
import imece.contract.StatusEvent.ReleaseReason;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock.HeldGpu;
import imece.worker.run.Run.RunEnd;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Runs that are ended before their picture is there. */
class StoppedRunTest extends RunStepsBed {

    @Test
    void anOrderInMidRunEndsItSilentlyAndFreesTheGpu() throws Exception {
        Run run = run(store.job(), 0);
        CompletableFuture<RunEnd> end = performing(steps(slow()), run);
        await().until(() -> run.stage() == Run.Stage.RENDERING);
        run.stop().request(RunStop.Cause.ORDERED);
        assertThat(end.join()).isInstanceOf(RunEnd.Dropped.class);
        assertThat(lock().free()).isTrue();
        assertThat(events.kinds()).containsExactly("Started");
    }

    @Test
    void anOrderWhileWaitingForTheGpuEndsTheWaitAndLeavesTheHolderAlone() throws Exception {
        HeldGpu holder = (HeldGpu) lock().acquire(new UUID(4, 4), new RunStop(), () -> {});
        Run run = run(store.job(), 0);
        CompletableFuture<RunEnd> end = performing(steps(demo(), Duration.ofSeconds(30)), run);
        await().until(() -> run.stage() == Run.Stage.WAITING_FOR_GPU);
        run.stop().request(RunStop.Cause.ORDERED);
        assertThat(end.join()).isInstanceOf(RunEnd.Dropped.class);
        assertThat(lock().free()).isFalse();
        holder.release();
    }

    @Test
    void aStopThatCanWaitNoLongerGivesTheJobBack() throws Exception {
        Run run = run(store.job(), 0);
        CompletableFuture<RunEnd> end = performing(steps(slow()), run);
        await().until(() -> run.stage() == Run.Stage.RENDERING);
        run.stop().request(RunStop.Cause.DRAINING);
        assertThat(end.join()).isEqualTo(new RunEnd.Released(ReleaseReason.DRAINING));
        assertThat(events.kinds()).containsExactly("Started", "Released");
    }

    @Test
    void anEngineWithoutASignOfLifeIsStoppedAndTheRunMayBeRetried() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            boolean stopped = cancellation.await(Duration.ofMinutes(5));
            assertThat(stopped).isTrue();
            return new RenderResult.Interrupted();
        }));
        assertThat(perform(steps, run(store.job(), 0)))
                .isEqualTo(new RunEnd.Failed(new Failure("stalled", "The engine made no progress.", true)));
        assertThat(lock().free()).isTrue();
    }

    @Test
    void anEngineThatDoesNotStopKeepsItsGpuUntilItDoes() throws Exception {
        CompletableFuture<RenderResult> whenever = new CompletableFuture<>();
        Run run = run(store.job(), 0);
        RunEnd end = perform(steps(StubEngine.of((spec, watcher, cancellation) -> stubborn(whenever))), run);
        assertThat(end).isInstanceOf(RunEnd.Failed.class);
        assertThat(run.engineStuck()).isTrue();
        assertThat(quarantine.why()).contains("did not stop");
        assertThat(lock().free()).isFalse();
        whenever.complete(new RenderResult.Interrupted());
        await().until(() -> lock().free());
    }

    @Test
    void aRunThatTakesTooLongFailsAndMayBeRetried() throws Exception {
        Run run = run(Jobs.to(store.url(), 0), 0);
        assertThat(perform(steps(slow()), run))
                .isInstanceOfSatisfying(
                        RunEnd.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("took-too-long"));
    }

    @Test
    void anEngineThatThrowsFailsTheRunAndFreesTheGpu() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            throw new IllegalStateException("boom");
        }));
        assertThat(perform(steps, run(store.job(), 0)))
                .isInstanceOfSatisfying(
                        RunEnd.Failed.class,
                        failed -> assertThat(failed.failure().retryable()).isTrue());
        assertThat(lock().free()).isTrue();
    }
}
