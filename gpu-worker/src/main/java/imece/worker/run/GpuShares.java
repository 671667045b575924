package imece.worker.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Shares out the time of a GPU among the runs that draw on it at once, in equal parts at each moment. While a run loads it has no
 * part, and takes none from the others. For several threads.
 */
final class GpuShares {

    private final LongSupplier nanoTime;
    private final List<Share> drawing = new ArrayList<>();
    private long settled;

    /** Nobody draws; the clock is like {@link System#nanoTime}. */
    GpuShares(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The part of a run that does not draw yet. */
    Share of() {
        return new Share();
    }

    private void settle() {
        long now = nanoTime.getAsLong();
        double part = drawing.isEmpty() ? 0 : (double) (now - settled) / drawing.size();
        drawing.forEach(share -> share.nanos += part);
        settled = now;
    }

    /** What one run has had. */
    final class Share {

        private double nanos;

        private Share() {}

        /** It draws from now on, or loads, or is over. */
        void draws(boolean now) {
            synchronized (GpuShares.this) {
                settle();
                drawing.remove(this);
                if (now) {
                    drawing.add(this);
                }
            }
        }

        /** How much until now, milliseconds. */
        long millis() {
            synchronized (GpuShares.this) {
                settle();
                return Duration.ofNanos(Math.round(nanos)).toMillis();
            }
        }
    }
}
