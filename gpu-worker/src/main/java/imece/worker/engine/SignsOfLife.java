package imece.worker.engine;

import imece.contract.LiveEvent.Phase;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells a watcher what an engine is at, for engines that are asked again and again. A phase that goes on is told once every
 * few seconds, as a sign of life; loading a checkpoint, of which no engine tells how far it is, counts as life for so long
 * and no longer.
 */
public final class SignsOfLife {

    private static final long AGAIN = Duration.ofSeconds(5).toNanos();
    private static final long LONGEST_LOADING = Duration.ofMinutes(10).toNanos();

    private final RenderWatcher watcher;
    private @Nullable Phase phase;
    private long told;
    private long begun;
    private int step = -1;

    /** Tells this watcher. */
    public SignsOfLife(RenderWatcher watcher) {
        this.watcher = watcher;
    }

    /** It is at this, and that is known to be alive. */
    public void at(Phase now) {
        if (entered(now)) {
            return;
        }
        boolean tooLong = now == Phase.LOADING_CHECKPOINT && System.nanoTime() - begun > LONGEST_LOADING;
        if (System.nanoTime() - told > AGAIN && !tooLong) {
            told = System.nanoTime();
            watcher.phase(now);
        }
    }

    /** It has finished so many steps; the same number again is no sign of life. */
    public void step(int finished, int all) {
        if (entered(Phase.DENOISING)) {
            step = -1;
        }
        if (finished != step) {
            step = finished;
            watcher.step(finished, all);
        }
    }

    private boolean entered(Phase now) {
        if (Objects.equals(phase, now)) {
            return false;
        }
        phase = now;
        begun = System.nanoTime();
        told = begun;
        watcher.phase(now);
        return true;
    }
}
