package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Failure;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Phase;
import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.UsedValues;
import imece.contract.Wire;
import imece.contract.WorkerOrder;
import imece.worker.demo.DemoEngine;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.ImageEngine;
import imece.worker.engine.RenderResult;
import imece.worker.engine.Watched;
import imece.worker.gpu.GpuLock.HeldGpu;
import imece.worker.png.PngPixels;
import imece.worker.png.PngTexts;
import imece.worker.png.Receipt;
import imece.worker.run.PictureDrawing.DrawingResult.DrawnPicture;
import imece.worker.run.Run.RunEnd;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class RunStepsTest extends RunStepsBed {

    @Test
    void aRunTellsStartedThenCompletedAndItsPictureIsStored() throws Exception {
        Run run = run(store.job(), 0);
        RunEnd end = perform(steps(demo()), run);
        assertThat(end).isInstanceOf(RunEnd.Completed.class);
        assertThat(events.kinds()).containsExactly("Started", "Completed");
        StatusEvent.Completed completed = (StatusEvent.Completed) events.reported.get(1);
        assertThat(completed.picture().sha256()).isEqualTo(store.onlyPicture().sha256());
        assertThat(completed.picture().bytes()).isEqualTo(store.onlyPicture().bytes().length);
        assertThat(store.paths()).containsExactly("/up/" + run.key().runId());
    }

    @Test
    void theEndTellsHowMuchOfTheTimeWentIntoLoading() throws Exception {
        ImageEngine demo = new DemoEngine(Duration.ofMillis(5), Duration.ofMillis(200), false, List.of("a"));
        RunSteps steps = steps(demo);
        perform(steps, run(store.job(), 0));
        StatusEvent.Completed cold = (StatusEvent.Completed) events.reported.get(1);
        assertThat(cold.loadMillis()).isBetween(200L, cold.renderMillis());
        assertThat(cold.gpuMillis()).isNull();
        perform(steps, run(Jobs.again(store.job()), 0));
        assertThat(((StatusEvent.Completed) events.reported.get(3)).loadMillis())
                .isZero();
    }

    @Test
    void aFailureTellsHowLongItLoadedAndNothingWhereTheEngineDoesNotTell() throws Exception {
        RunSteps stalls = steps(StubEngine.of((spec, watcher, cancellation) -> {
            watcher.phase(Phase.LOADING_CHECKPOINT);
            cancellation.await(Duration.ofMinutes(1));
            return new RenderResult.Interrupted();
        }));
        perform(stalls, run(store.job(), 0));
        StatusEvent.Failed stalled = (StatusEvent.Failed) events.reported.get(1);
        assertThat(stalled.loadMillis())
                .isGreaterThanOrEqualTo(LIMITS.stallAfter().toMillis());
        RunSteps silent = steps(StubEngine.of((spec, watcher, cancellation) -> {
            watcher.loadsUntold();
            return new RenderResult.Failed(new Failure("engine-error", "It broke.", true));
        }));
        perform(silent, run(Jobs.again(store.job()), 0));
        assertThat(((StatusEvent.Failed) events.reported.get(3)).loadMillis()).isNull();
    }

    @Test
    void theStoredPictureIsWholeAndSaysHowItWasMadeAndInWhichRun() throws Exception {
        Run run = run(store.job(), 2);
        perform(steps(demo()), run);

        assertThat(store.onlyPicture().whole()).isTrue();
        Map<String, String> texts = PngTexts.of(store.onlyPicture());
        assertThat(texts).containsOnlyKeys("parameters", "imece");
        assertThat(texts.get("parameters")).startsWith("a lake\nSteps: 4, Sampler: Euler a");
        assertThat(Wire.read(texts.getOrDefault("imece", "").getBytes(StandardCharsets.UTF_8), Receipt.class))
                .hasValueSatisfying(receipt -> {
                    assertThat(receipt.run()).isEqualTo(run.key());
                    assertThat(receipt.worker()).isEqualTo("node-1");
                    assertThat(receipt.gpu()).isEqualTo("demo-0");
                    assertThat(receipt.spec()).isEqualTo(store.job().spec());
                });
    }

    @Test
    void sequenceNumbersRiseByOneWithEachEventOfARun() throws Exception {
        perform(steps(demo()), run(store.job(), 0));
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
        perform(steps(demo()), run(store.job(), 0));
        List<Phase> phases = events.told.stream()
                .map(event -> ((LiveEvent.Progress) event).phase())
                .distinct()
                .toList();
        assertThat(phases).containsExactly(Phase.LOADING_CHECKPOINT, Phase.DENOISING, Phase.DECODING, Phase.UPLOADING);
    }

    @Test
    void onceThePictureIsDrawnTheGpuIsFreeAndTheNextJobMayBeginThoughNothingIsPutAwayYet() throws Exception {
        RunSteps steps = steps(demo());
        DrawnPicture first = (DrawnPicture) steps.draw(run(store.job(), 0));
        assertThat(lock().free()).isTrue();
        assertThat(store.paths()).isEmpty();
        assertThat(events.kinds()).containsExactly("Started");

        DrawnPicture second = (DrawnPicture) steps.draw(run(Jobs.like(store.job(), new UUID(5, 1)), 0));
        assertThat(events.kinds()).containsExactly("Started", "Started");
        assertThat(steps.putAway(first)).isInstanceOf(RunEnd.Completed.class);
        assertThat(steps.putAway(second)).isInstanceOf(RunEnd.Completed.class);
        assertThat(events.kinds()).containsExactly("Started", "Started", "Completed", "Completed");
    }

    @Test
    void aRunThatMustBeAloneLetsNobodyBeginBesideItUntilItsPictureIsPutAway() throws Exception {
        RunSteps steps = steps(demo());
        DrawnPicture picture = (DrawnPicture) steps.draw(run(Jobs.alone(store.job()), 0));
        assertThat(steps.closed()).isTrue();
        assertThat(steps.putAway(picture)).isInstanceOf(RunEnd.Completed.class);
        assertThat(steps.closed()).isFalse();
    }

    @Test
    void aRunWithoutAPictureIsReportedByTheStageThatDraws() throws Exception {
        Failure failure = new Failure("engine-error", "It broke.", true);
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> new RenderResult.Failed(failure)));
        assertThat(steps.draw(run(store.job(), 0))).isEqualTo(new RunEnd.Failed(failure));
        assertThat(events.kinds()).containsExactly("Started", "Failed");
    }

    @Test
    void whatWasCancelledBeforeItCameIsAcknowledgedUntouched() throws Exception {
        orders.remember(new WorkerOrder.Cancel(Jobs.ID, 1));
        assertThat(perform(steps(demo()), run(store.job(), 0))).isInstanceOf(RunEnd.Untouched.class);
        assertThat(events.reported).isEmpty();
    }

    @Test
    void whatWasJustFinishedIsAcknowledgedUntouched() throws Exception {
        RunSteps steps = steps(demo());
        perform(steps, run(store.job(), 0));
        assertThat(perform(steps, run(store.job(), 1))).isInstanceOf(RunEnd.Untouched.class);
        assertThat(events.kinds()).containsExactly("Started", "Completed");
    }

    @Test
    void aMessageHandedOutTooOftenGoesBackUnrun() throws Exception {
        assertThat(perform(steps(demo()), run(store.job(), 8)))
                .isEqualTo(new RunEnd.Released(ReleaseReason.TOO_MANY_DELIVERIES));
        assertThat(events.kinds()).containsExactly("Released");
    }

    @Test
    void aDrainingWorkerGivesBackWhatStillArrives() throws Exception {
        draining.set(true);
        assertThat(perform(steps(demo()), run(store.job(), 0))).isEqualTo(new RunEnd.Released(ReleaseReason.DRAINING));
    }

    @Test
    void aGpuThatIsTakenForTooLongGivesTheJobBackWithoutStarting() throws Exception {
        HeldGpu holder = (HeldGpu) lock().acquire(new UUID(4, 4), new RunStop(), () -> {});
        assertThat(perform(steps(demo()), run(store.job(), 0))).isEqualTo(new RunEnd.Released(ReleaseReason.GPU_BUSY));
        assertThat(events.kinds()).containsExactly("Released");
        assertThat(events.told).hasSize(1);
        holder.release();
    }

    @Test
    void aPictureOfAnotherSizeIsNotPassedOff() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> demo().render(
                        Jobs.ID,
                        new RenderSpec("x", "", null, 72, 64, 1, 7, "Euler a", "Karras", 1),
                        watcher,
                        cancellation)));
        assertThat(perform(steps, run(store.job(), 0)))
                .isInstanceOfSatisfying(
                        RunEnd.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("wrong-size"));
    }

    @Test
    void anExpiredAddressGivesTheJobBack() throws Exception {
        store.refuses(410, "upload-expired");
        assertThat(perform(steps(demo()), run(store.job(), 0)))
                .isEqualTo(new RunEnd.Released(ReleaseReason.UPLOAD_EXPIRED));
    }

    @Test
    void anotherPictureUnderItsNameIsToldAtOnceAndTheJobMayBeTriedAgain() throws Exception {
        store.refuses(409, "picture-exists");
        assertThat(perform(steps(demo()), run(store.job(), 0))).isInstanceOfSatisfying(RunEnd.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo("upload-conflict");
            assertThat(failed.failure().retryable()).isTrue();
        });
        assertThat(events.kinds()).containsExactly("Started", "Failed");
        assertThat(store.paths()).hasSize(1);
    }

    @Test
    void aStoreThatTakesNothingIsNeverChargedToTheJob() throws Exception {
        store.answers(507, 507, 507, 507, 507, 507);
        assertThat(perform(steps(demo()), run(Jobs.to(store.url(), 1), 0)))
                .isEqualTo(new RunEnd.Released(ReleaseReason.STORE_UNAVAILABLE));
        assertThat(events.kinds()).containsExactly("Started", "Released");
    }

    @Test
    void theThirdDifferentJobInARowThatComesBackInOneColourGoesBackUnspentAndItsSlotIsQuarantined() throws Exception {
        AtomicBoolean black = new AtomicBoolean(true);
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> black.get()
                ? new RenderResult.Rendered(
                        PngPixels.encode(new int[spec.width() * spec.height()], spec.width(), spec.height()), null)
                : demo().render(Jobs.ID, spec, watcher, cancellation)));

        assertThat(perform(steps, run(job(1), 0))).isInstanceOf(RunEnd.Completed.class);
        assertThat(perform(steps, run(job(2), 0))).isInstanceOf(RunEnd.Completed.class);
        assertThat(perform(steps, run(job(3), 0))).isEqualTo(new RunEnd.Released(ReleaseReason.QUARANTINED));
        assertThat(quarantine.why()).startsWith("3 jobs in a row came back in one single colour.");

        await().until(() -> !quarantine.heal(Jobs.PLACE) && mended.get() == 2);
        assertThat(quarantine.why()).contains("Its picture is one single colour.");
        black.set(false);
        await().atMost(Duration.ofSeconds(30)).until(() -> quarantine.heal(Jobs.PLACE));
        black.set(true);
        assertThat(perform(steps, run(job(3), 2)))
                .as("a job that has been tried before may well be so")
                .isInstanceOf(RunEnd.Completed.class);
    }

    @Test
    void aPictureThatShowsSomethingClearsASlotOfItsFlatOnes() throws Exception {
        AtomicInteger drawn = new AtomicInteger();
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            int[] pixels = new int[spec.width() * spec.height()];
            pixels[0] = drawn.incrementAndGet() % 3 == 0 ? 1 : 0;
            return new RenderResult.Rendered(PngPixels.encode(pixels, spec.width(), spec.height()), null);
        }));
        for (int i = 0; i < 9; i++) {
            assertThat(perform(steps, run(job(i), 0))).isInstanceOf(RunEnd.Completed.class);
        }
        assertThat(quarantine.active()).isFalse();
    }

    private RenderJob job(int number) {
        return Jobs.like(store.job(), new UUID(6, number));
    }

    @Test
    void theJobThatShowsASlotToBeBrokenAndWhatComesAfterItGoBackUnspent() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> broken.get()
                ? new RenderResult.Failed(new Failure("out-of-memory", "The GPU ran out of memory.", true))
                : demo().render(Jobs.ID, spec, watcher, cancellation)));
        for (int i = 0; i < 4; i++) {
            perform(steps, run(Jobs.like(store.job(), new UUID(5, i)), 0));
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
        assertThat(perform(steps, run(Jobs.like(store.job(), new UUID(5, 9)), 0)))
                .isInstanceOf(RunEnd.Completed.class);
    }

    @Test
    void whatTheEngineRefusesAnotherSlotTriesOnceAndThenItIsOver() throws Exception {
        RunSteps steps = steps(refusing());
        RenderJob job = store.job();
        assertThat(perform(steps, run(job, 0))).isEqualTo(new RunEnd.Released(ReleaseReason.REFUSED));
        assertThat(perform(steps, run(Jobs.refused(job), 0))).isInstanceOfSatisfying(RunEnd.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo("engine-refused");
            assertThat(failed.failure().retryable()).isFalse();
        });
        assertThat(events.kinds()).containsExactly("Started", "Released", "Started", "Failed");
        assertThat(quarantine.active()).isFalse();
    }

    @Test
    void aGatewayThatKnowsNoRefusalsGetsAnEndAllTheSame() throws Exception {
        RunSteps steps = steps(refusing());
        RenderJob job = store.job();
        assertThat(perform(steps, run(job, 0))).isEqualTo(new RunEnd.Released(ReleaseReason.REFUSED));
        assertThat(perform(steps, run(Jobs.again(job), 0))).isInstanceOf(RunEnd.Failed.class);
    }

    @Test
    void aSlotWhoseEngineRefusesThreeDifferentJobsIsQuarantinedAndNoneOfThemIsSpent() throws Exception {
        RunSteps steps = steps(refusing());
        List<RunEnd> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ends.add(perform(steps, run(Jobs.like(store.job(), new UUID(7, i)), 0)));
        }
        assertThat(ends)
                .containsExactly(
                        new RunEnd.Released(ReleaseReason.REFUSED),
                        new RunEnd.Released(ReleaseReason.REFUSED),
                        new RunEnd.Released(ReleaseReason.QUARANTINED),
                        new RunEnd.Released(ReleaseReason.QUARANTINED));
        assertThat(quarantine.why()).contains("3 jobs in a row failed here", "flux1-dev.safetensors");
    }

    private static ImageEngine refusing() {
        return StubEngine.of((spec, watcher, cancellation) ->
                EngineFailures.refused("unet_name: 'flux1-dev.safetensors' not in the list"));
    }

    @Test
    void pictureAndEventTellWhatTheEngineUsedInsteadOfTheJobsValues() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> new RenderResult.Rendered(
                PngPixels.encode(new int[spec.width() * spec.height()], spec.width(), spec.height()),
                null,
                UsedValues.fixed("", 30, 7.0, null, null, List.of("sampler")))));
        assertThat(perform(steps, run(store.job(), 0))).isInstanceOf(RunEnd.Completed.class);
        UsedValues used = UsedValues.fixed(null, 30, null, null, null, List.of("sampler"));
        assertThat(((StatusEvent.Completed) events.reported.getLast()).used()).isEqualTo(used);
        String file = new String(store.onlyPicture().bytes(), StandardCharsets.ISO_8859_1);
        assertThat(file)
                .contains("Steps: 30, Schedule type: Automatic, CFG scale: 7")
                .doesNotContain("Sampler:")
                .contains("\"steps\":4", "\"used\":{\"steps\":30,\"untold\":[\"sampler\"]}");
    }

    @Test
    void aPictureBetweenFailuresClearsItsSlot() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> broken.get()
                ? new RenderResult.Failed(new Failure("out-of-memory", "The GPU ran out of memory.", true))
                : demo().render(Jobs.ID, spec, watcher, cancellation)));
        for (int i = 0; i < 5; i++) {
            broken.set(i != 2);
            perform(steps, run(Jobs.like(store.job(), new UUID(6, i)), 0));
        }
        assertThat(quarantine.active()).isFalse();
        assertThat(events.kinds()).doesNotContain("Released");
    }

    @Test
    void whatTheEngineShowsOnTheWayIsToldAsAPreviewOfThisRun() throws Exception {
        RunSteps steps = steps(StubEngine.of((spec, watcher, cancellation) -> {
            watcher.preview(() -> new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB));
            return demo().render(Jobs.ID, spec, new Watched(), cancellation);
        }));
        perform(steps, run(store.job(), 0));
        BufferedImage shown = ImageIO.read(new ByteArrayInputStream(events.previews.getFirst()));
        assertThat(shown.getWidth()).isEqualTo(40);
        assertThat(shown.getHeight()).isEqualTo(30);
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
}
