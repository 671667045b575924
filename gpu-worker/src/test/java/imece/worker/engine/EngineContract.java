package imece.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.LiveEvent.Phase;
import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.worker.engine.EngineProfile.Capability;
import imece.worker.run.RunStop;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every engine owes the farm, whatever it is made of. One subclass per engine. */
public abstract class EngineContract {

    protected static final UUID JOB = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
    protected static final int STEPS = 8;

    protected final Watched seen = new Watched();
    protected final RunStop stop = new RunStop();

    /** An engine that is ready. */
    protected abstract ImageEngine engine();

    /** Makes every step take so long from now on. */
    protected abstract void slow(int stepMillis);

    /** Whether the GPU is at work. */
    protected abstract boolean drawing();

    /** A sampler of the farm that this engine has. */
    protected String sampler() {
        return "euler";
    }

    @Test
    void itLooksReady() {
        assertThat(engine().look()).isEqualTo(new EngineReadiness.Ready());
    }

    @Test
    void itMakesAPictureOfTheAskedSize() {
        RenderResult.Rendered rendered = rendered(engine().render(JOB, spec(72, 64, null), seen, stop));
        assertThat(rendered.png().width()).isEqualTo(72);
        assertThat(rendered.png().height()).isEqualTo(64);
        assertThat(rendered.png().whole()).isTrue();
        assertThat(drawing()).isFalse();
    }

    @Test
    void itsPhasesComeInOrderAndItsStepsRise() {
        ImageEngine engine = engine();
        slow(60);
        rendered(engine.render(JOB, spec(64, 64, null), seen, stop));
        assertThat(seen.phases).isSorted().contains(Phase.DENOISING);
        assertThat(seen.steps).isSorted();
        assertThat(seen.steps.isEmpty()).isNotEqualTo(engine.profile().can(Capability.PROGRESS));
    }

    @Test
    void itShowsThePictureOnTheWayIfItCan() {
        ImageEngine engine = engine();
        slow(100);
        rendered(engine.render(JOB, spec(64, 64, null), seen, stop));
        assertThat(seen.previews.isEmpty()).isNotEqualTo(engine.profile().can(Capability.PREVIEW));
    }

    @Test
    void toldToStopItDoesNotComeBackBeforeTheGpuIsFree() {
        ImageEngine engine = engine();
        slow(150);
        AtomicReference<Thread> thread = new AtomicReference<>();
        CompletableFuture<RenderResult> result = beside(() -> {
            thread.set(Thread.currentThread());
            return engine.render(JOB, spec(64, 64, null), seen, stop);
        });
        await().until(() -> drawing() && !seen.phases.isEmpty());
        long asked = System.nanoTime();
        stop.request(RunStop.Cause.ORDERED);
        thread.get().interrupt();
        assertThat(result.join()).isEqualTo(new RenderResult.Interrupted());
        assertThat(drawing()).isFalse();
        if (engine.profile().can(Capability.CANCEL_RUNNING)) {
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void toldToStopBeforeItBeginsItDrawsNothingForLong() {
        ImageEngine engine = engine();
        stop.request(RunStop.Cause.ORDERED);
        assertThat(engine.render(JOB, spec(64, 64, null), seen, stop)).isEqualTo(new RenderResult.Interrupted());
        assertThat(drawing()).isFalse();
    }

    @Test
    void itTellsItsCheckpointsIfItCan() {
        EngineProfile profile = engine().profile();
        assertThat(profile.checkpoints().isEmpty()).isNotEqualTo(profile.can(Capability.CHECKPOINT_LIST));
    }

    @Test
    void itMakesThePictureWithTheAskedCheckpoint() {
        ImageEngine engine = engine();
        List<String> checkpoints = engine.profile().checkpoints();
        if (engine.profile().can(Capability.CHECKPOINT_SWITCH)) {
            for (String checkpoint : checkpoints) {
                assertThat(rendered(engine.render(JOB, spec(64, 64, checkpoint), seen, stop))
                                .checkpoint())
                        .isEqualTo(checkpoint);
            }
        }
        String last = checkpoints.isEmpty() ? null : checkpoints.getLast();
        assertThat(rendered(engine.render(JOB, spec(64, 64, last), seen, stop)).checkpoint())
                .isEqualTo(last);
    }

    @Test
    void itBeginsFromAPictureIfItCan() {
        ImageEngine engine = engine();
        RenderResult result = engine.renderFrom(
                new InitPicture(new BufferedImage(96, 40, BufferedImage.TYPE_INT_RGB)),
                JOB,
                special(List.of(), 0.5),
                seen,
                stop);
        if (engine.profile().can(Capability.IMG2IMG)) {
            assertThat(rendered(result).png().width()).isEqualTo(72);
        } else {
            assertThat(failure(result)).isEqualTo("not-supported");
        }
    }

    @Test
    void aLoraThatItDoesNotHaveIsSaidAndNeverPassedOver() {
        ImageEngine engine = engine();
        if (engine.profile().can(Capability.LORA)) {
            assertThat(engine.profile().loras()).isNotEmpty();
            RenderResult result =
                    engine.render(JOB, special(List.of(new Lora("nobody-has-this", 1)), null), seen, stop);
            assertThat(failure(result)).isEqualTo("unknown-lora");
        }
    }

    /** A picture that asks for more than words. */
    protected RenderSpec special(List<Lora> loras, @Nullable Double denoisingStrength) {
        RenderSpec plain = spec(72, 64, null);
        return new RenderSpec(
                plain.prompt(),
                plain.negativePrompt(),
                null,
                plain.width(),
                plain.height(),
                plain.steps(),
                plain.cfgScale(),
                plain.sampler(),
                plain.scheduler(),
                plain.seed(),
                loras,
                denoisingStrength == null ? null : JOB,
                denoisingStrength);
    }

    private static String failure(RenderResult result) {
        assertThat(result).isInstanceOf(RenderResult.Failed.class);
        return ((RenderResult.Failed) result).failure().code();
    }

    protected RenderSpec spec(int width, int height, @Nullable String checkpoint) {
        return spec(width, height, checkpoint, sampler());
    }

    protected static RenderSpec spec(int width, int height, @Nullable String checkpoint, String sampler) {
        return new RenderSpec("a cat", "a dog", checkpoint, width, height, STEPS, 7, sampler, "karras", 4_000_000_007L);
    }

    /** Does it on a thread of its own: in the common pool it would hold up all answers, which are handed out there. */
    protected static CompletableFuture<RenderResult> beside(Supplier<RenderResult> run) {
        return CompletableFuture.supplyAsync(
                run, task -> Thread.ofPlatform().daemon().start(task));
    }

    /** How it ended: a run that does not end fails its test and does not hold it up. */
    protected static RenderResult ended(CompletableFuture<RenderResult> run) {
        assertThat(run).succeedsWithin(Duration.ofSeconds(30));
        return run.join();
    }

    protected static RenderResult.Rendered rendered(RenderResult result) {
        assertThat(result).isInstanceOf(RenderResult.Rendered.class);
        return (RenderResult.Rendered) result;
    }
}
