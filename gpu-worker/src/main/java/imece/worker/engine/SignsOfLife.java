package imece.worker.engine;

import imece.contract.LiveEvent.Phase;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a watcher what an engine is at, for engines that are asked again and again. A phase that goes on is told once every
 * few seconds, as a sign of life; loading a checkpoint, of which no engine tells how far it is, counts as life for so long
 * and no longer, and a step for as long as {@link StepPatience} lasts.
 */
public final class SignsOfLife {

    private static final long AGAIN = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_LOADING = Duration.ofMinutes(10).toNanos();

    private final RenderWatcher watcher;
    private final LongSupplier nanoTime;
    private @Nullable Phase phase;
    private long told;
    private long begun;
    private int step = -1;
    private StepPatience patience = StepPatience.FIRST;
    private long stepBegun;

    /** Tells this watcher. */
    public SignsOfLife(RenderWatcher watcher) {
        this(watcher, System::nanoTime);
    }

    /** The same by this clock, which is like {@link System#nanoTime}. */
    SignsOfLife(RenderWatcher watcher, LongSupplier nanoTime) {
        this.watcher = watcher;
        this.nanoTime = nanoTime;
    }

    /** It is at this, and that is known to be alive. */
    public void at(Phase now) {
        if (entered(now)) {
            return;
        }
        boolean tooLong = now == Phase.LOADING_CHECKPOINT && nanoTime.getAsLong() - begun > LONGEST_LOADING;
        if (!tooLong) {
            again(now);
        }
    }

    /** It has finished so many steps; the same number again is no more than {@link #stepsOn}. */
    public void step(int finished, int all) {
        if (entered(Phase.DENOISING)) {
            step = -1;
        }
        if (finished == step) {
            stepsOn();
            return;
        }
        long now = nanoTime.getAsLong();
        if (step >= 0 || finished > 0) {
            patience = patience.stepped(Duration.ofNanos(now - stepBegun));
        }
        stepBegun = now;
        step = finished;
        watcher.step(finished, all);
    }

    /** It says that it runs, and nothing of a further step. */
    public void stepsOn() {
        boolean entered = entered(Phase.DENOISING);
        if (!entered && patience.lasts(Duration.ofNanos(nanoTime.getAsLong() - stepBegun))) {
            again(Phase.DENOISING);
        }
    }

    /** The next sampler of the same picture begins. */
    public void anotherSampler() {
        patience = patience.anotherSampler();
        stepBegun = nanoTime.getAsLong();
    }

    private void again(Phase now) {
        if (nanoTime.getAsLong() - told > AGAIN) {
            told = nanoTime.getAsLong();
            watcher.phase(now);
        }
    }

    private boolean entered(Phase now) {
        if (Objects.equals(phase, now)) {
            return false;
        }
        phase = now;
        begun = nanoTime.getAsLong();
        told = begun;
        if (now == Phase.DENOISING) {
            stepBegun = begun;
        }
        watcher.phase(now);
        return true;
    }
}
