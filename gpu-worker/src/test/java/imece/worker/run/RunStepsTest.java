package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Failure;
import imece.contract.LiveEvent;
import imece.contract.Order;
import imece.contract.Phase;
import imece.contract.ReleaseReason;
import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.contract.StatusEvent;
import imece.worker.demo.DemoEngine;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.gpu.GpuLock;
import imece.worker.gpu.HeldGpu;
import imece.worker.upload.PictureStore;
import imece.worker.upload.PictureUpload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStepsTest {

    private static final RunLimits LIMITS = new RunLimits(Duration.ofMillis(400), Duration.ofMillis(700));
    private static final RunLimits OF_CANARIES = new RunLimits(Duration.ofSeconds(10), Duration.ofMillis(700));

    @TempDir
    Path locks;

    private final RecordedEvents events = new RecordedEvents();
    private final TestClock clock = new TestClock(Instant.EPOCH);
    private final OrderMemory orders = new OrderMemory(clock);
    private final FinishedRuns finished = new FinishedRuns(clock);
    private final Company company = new Company(2);
    private final AtomicBoolean draining = new AtomicBoolean();
    private final PictureStore store = new PictureStore();
    private final AtomicInteger mended = new AtomicInteger();
    private Quarantine quarantine;

    @BeforeEach
    void open() {
        quarantine = new Quarantine("demo-0", new Canary(demo(), OF_CANARIES, lock()), mended::incrementAndGet);
        store.open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aRunTellsStartedThenCompletedAndItsPictureIsStored() throws Exception {
        Run run = run(store.job(), 0);
        Outcome outcome = steps(demo()).perform(run);
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(events.kinds()).containsExactly("Started", "Completed");
        StatusEvent.Completed completed = (StatusEvent.Completed) events.reported.get(1);
        assertThat(completed.picture().sha256()).isEqualTo(store.onlyPicture().sha256());
        assertThat(completed.picture().bytes()).isEqualTo(store.onlyPicture().bytes().length);
        assertThat(store.paths()).containsExactly("/up/" + run.key().runId());
    }

    @Test
    void sequenceNumbersRiseByOneWithEachEventOfARun() throws Exception {
        steps(demo()).perform(run(store.job(), 0));
        List<Long> told = events.told.stream()
                .map(event -> ((LiveEvent.Progress) event).seq())
                .toList();
        assertThat(((StatusEvent.OfRun) events.reported.get(0)).seq()).isEqualTo(1);
        assertThat(told).isSorted().doesNotHaveDuplicates();
        assertThat(((StatusEvent.OfRun) events.reported.get(1)).seq())
                .isEqualTo(1L + told.size() + events.previews.size() + 1);
    }

    @Test
    void phasesComeInTheirOrder() throws Exception {
        steps(demo()).perform(run(store.job(), 0));
        List<Phase> phases = events.told.stream()
                .map(event -> ((LiveEvent.Progress) event).phase())
                .distinct()
                .toList();
        assertThat(phases).containsExactly(Phase.LOADING_CHECKPOINT, Phase.DENOISING, Phase.DECODING, Phase.UPLOADING);
    }

    @Test
    void whatWasCancelledBeforeItCameIsAcknowledgedUntouched() throws Exception {
        orders.remember(new Order.Cancel(Jobs.ID, 1));
        assertThat(steps(demo()).perform(run(store.job(), 0))).isInstanceOf(Outcome.Untouched.class);
        assertThat(events.reported).isEmpty();
    }

    @Test
    void whatWasJustFinishedIsAcknowledgedUntouched() throws Exception {
        RunSteps steps = steps(demo());
        steps.perform(run(store.job(), 0));
        assertThat(steps.perform(run(store.job(), 1))).isInstanceOf(Outcome.Untouched.class);
        assertThat(events.kinds()).containsExactly("Started", "Completed");
    }

    @Test
    void aMessageHandedOutTooOftenGoesBackUnrun() throws Exception {
        assertThat(steps(demo()).perform(run(store.job(), 8)))
                .isEqualTo(new Outcome.Released(ReleaseReason.TOO_MANY_DELIVERIES));
        assertThat(events.kinds()).containsExactly("Released");
    }

    @Test
    void aDrainingWorkerGivesBackWhatStillArrives() throws Exception {
        draining.set(true);
        assertThat(steps(demo()).perform(run(store.job(), 0))).isEqualTo(new Outcome.Released(ReleaseReason.DRAINING));
    }

    @Test
    void aGpuThatIsTakenForTooLongGivesTheJobBackWithoutStarting() throws Exception {
        HeldGpu holder = (HeldGpu) lock().acquire(new UUID(4, 4), new RunStop(), () -> {});
        assertThat(steps(demo()).perform(run(store.job(), 0))).isEqualTo(new Outcome.Released(ReleaseReason.GPU_BUSY));
        assertThat(events.kinds()).containsExactly("Released");
        assertThat(events.told).hasSize(1);
        holder.release();
    }

    @Test
    void anOrderInMidRunEndsItSilentlyAndFreesTheGpu() throws Exception {
        Run run = run(store.job(), 0);
        CompletableFuture<Outcome> outcome = performing(steps(slow()), run);
        await().until(() -> run.stage() == Run.Stage.RENDERING);
        long ordered = System.nanoTime();
        run.stop().request(RunStop.Cause.ORDERED);
        assertThat(outcome.join()).isInstanceOf(Outcome.Dropped.class);
        assertThat(Duration.ofNanos(System.nanoTime() - ordered)).isLessThan(Duration.ofSeconds(1));
        assertThat(lock().free()).isTrue();
        assertThat(events.kinds()).containsExactly("Started");
    }

    @Test
    void anOrderWhileWaitingForTheGpuEndsTheWaitAndLeavesTheHolderAlone() throws Exception {
        HeldGpu holder = (HeldGpu) lock().acquire(new UUID(4, 4), new RunStop(), () -> {});
        Run run = run(store.job(), 0);
        CompletableFuture<Outcome> outcome = performing(steps(demo(), Duration.ofSeconds(30)), run);
        await().until(() -> run.stage() == Run.Stage.WAITING_FOR_GPU);
        run.stop().request(RunStop.Cause.ORDERED);
        assertThat(outcome.join()).isInstanceOf(Outcome.Dropped.class);
        assertThat(lock().free()).isFalse();
        holder.release();
    }

    @Test
    void aStopThatCanWaitNoLongerGivesTheJobBack() throws Exception {
        Run run = run(store.job(), 0);
        CompletableFuture<Outcome> outcome = performing(steps(slow()), run);
        await().until(() -> run.stage() == Run.Stage.RENDERING);
        run.stop().request(RunStop.Cause.DRAINING);
        assertThat(outcome.join()).isEqualTo(new Outcome.Released(ReleaseReason.DRAINING));
        assertThat(events.kinds()).containsExactly("Started", "Released");
    }

    @Test
    void anEngineWithoutASignOfLifeIsStoppedAndTheRunMayBeRetried() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            boolean stopped = cancellation.await(Duration.ofMinutes(5));
            assertThat(stopped).isTrue();
            return new RenderResult.Interrupted();
        }));
        assertThat(steps.perform(run(store.job(), 0)))
                .isEqualTo(new Outcome.Failed(new Failure("stalled", "The engine made no progress.", true)));
        assertThat(lock().free()).isTrue();
    }

    @Test
    void anEngineThatDoesNotStopKeepsItsGpuUntilItDoes() throws Exception {
        CompletableFuture<RenderResult> whenever = new CompletableFuture<>();
        Run run = run(store.job(), 0);
        Outcome outcome = steps(StubEngine.of((spec, watcher, cancellation) -> stubborn(whenever)))
                .perform(run);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(run.engineStuck()).isTrue();
        assertThat(quarantine.why()).contains("did not stop");
        assertThat(lock().free()).isFalse();
        whenever.complete(new RenderResult.Interrupted());
        await().until(() -> lock().free());
    }

    @Test
    void aRunThatTakesTooLongFailsAndMayBeRetried() throws Exception {
        Run run = run(Jobs.to(store.url(), 0), 0);
        assertThat(steps(slow()).perform(run))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("took-too-long"));
    }

    @Test
    void anEngineThatThrowsFailsTheRunAndFreesTheGpu() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            throw new IllegalStateException("boom");
        }));
        assertThat(steps.perform(run(store.job(), 0)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().retryable()).isTrue());
        assertThat(lock().free()).isTrue();
    }

    @Test
    void aPictureOfAnotherSizeIsNotPassedOff() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> demo().render(
                        Jobs.ID,
                        new RenderSpec("x", "", null, 72, 64, 1, 7, "Euler a", "Karras", 1),
                        watcher,
                        cancellation)));
        assertThat(steps.perform(run(store.job(), 0)))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("wrong-size"));
    }

    @Test
    void anExpiredAddressGivesTheJobBack() throws Exception {
        store.answers(410);
        assertThat(steps(demo()).perform(run(store.job(), 0)))
                .isEqualTo(new Outcome.Released(ReleaseReason.UPLOAD_EXPIRED));
    }

    @Test
    void anotherPictureUnderItsNameIsToldAtOnceAndTheJobMayBeTriedAgain() throws Exception {
        store.answers(409);
        assertThat(steps(demo()).perform(run(store.job(), 0))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo("upload-conflict");
            assertThat(failed.failure().retryable()).isTrue();
        });
        assertThat(events.kinds()).containsExactly("Started", "Failed");
        assertThat(store.paths()).hasSize(1);
    }

    @Test
    void theJobThatShowsASlotToBeBrokenAndWhatComesAfterItGoBackUnspent() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> broken.get()
                ? new RenderResult.Failed(new Failure("out-of-memory", "The GPU ran out of memory.", true))
                : demo().render(Jobs.ID, spec, watcher, cancellation)));
        for (int i = 0; i < 4; i++) {
            steps.perform(run(Jobs.like(store.job(), new UUID(5, i)), 0));
        }
        assertThat(events.kinds())
                .containsExactly("Started", "Failed", "Started", "Failed", "Started", "Released", "Released");
        assertThat(events.reported.subList(5, 7))
                .allSatisfy(event ->
                        assertThat(((StatusEvent.Released) event).reason()).isEqualTo(ReleaseReason.QUARANTINED));
        assertThat(quarantine.why()).startsWith("3 jobs in a row failed here");
        assertThat(mended).as("its engine is restarted").hasValue(1);

        await().until(() -> quarantine.why() != null && !quarantine.heal(Jobs.PLACE) && mended.get() == 2);
        assertThat(quarantine.why()).contains("canary picture failed. The GPU ran out of memory.");
        broken.set(false);
        await().atMost(Duration.ofSeconds(30)).until(() -> quarantine.heal(Jobs.PLACE));
        assertThat(quarantine.active()).isFalse();
        assertThat(lock().free()).isTrue();
        assertThat(events.reported).as("nobody hears of a canary").hasSize(7);
        assertThat(steps.perform(run(Jobs.like(store.job(), new UUID(5, 9)), 0)))
                .isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void aCanaryThatIsNotWaitedForLeavesTheSlotAsItWas() throws Exception {
        steps(slow());
        quarantine.stuck();
        CompletableFuture<Boolean> healed = CompletableFuture.supplyAsync(() -> {
            try {
                await().until(() -> quarantine.heal(Jobs.PLACE)
                        || !String.valueOf(quarantine.why()).contains("stop when"));
                return !quarantine.active();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> !lock().free());
        quarantine.stop();
        assertThat(healed.join()).isFalse();
        assertThat(lock().free()).isTrue();
    }

    private Run run(RenderJob job, int delivery) {
        return new Run(job, delivery, UUID.randomUUID(), Jobs.PLACE, () -> {});
    }

    private GpuLock lock() {
        return lock(Duration.ofMillis(150));
    }

    private GpuLock lock(Duration patience) {
        return new GpuLock(locks, "demo-0", patience);
    }

    private RunSteps steps(ImageEngine engine) {
        return steps(engine, Duration.ofMillis(150));
    }

    private RunSteps steps(ImageEngine engine, Duration lockWait) {
        PictureUpload upload = new PictureUpload(PictureUpload.client());
        Admission admission = new Admission(orders, finished, draining::get);
        quarantine = new Quarantine("demo-0", new Canary(engine, OF_CANARIES, lock(lockWait)), mended::incrementAndGet);
        return new RunSteps(engine, LIMITS, lock(lockWait), upload, events, admission, company, quarantine, clock);
    }

    private static CompletableFuture<Outcome> performing(RunSteps steps, Run run) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return steps.perform(run);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static ImageEngine demo() {
        return new DemoEngine(Duration.ofMillis(5), false);
    }

    /** Many seconds of work, with signs of life. */
    private static ImageEngine slow() {
        return StubEngine.of((spec, watcher, cancellation) -> {
            int step = 0;
            while (!cancellation.await(Duration.ofMillis(20))) {
                watcher.step(Math.min(step++, 149), 150);
            }
            return new RenderResult.Interrupted();
        });
    }

    private static RenderResult stubborn(CompletableFuture<RenderResult> whenever) {
        while (true) {
            try {
                return whenever.get();
            } catch (Exception notYet) {
                assertThat(notYet).isInstanceOf(InterruptedException.class);
            }
        }
    }
}
