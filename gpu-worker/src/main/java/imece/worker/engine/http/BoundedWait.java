package imece.worker.engine.http;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Bounded waiting that an interrupt does not cut short. A run's thread is interrupted when the run is given up, but its engine
 * must be seen to the end, or two pictures would share the GPU. The interrupt is still there afterwards.
 */
public final class BoundedWait {

    private BoundedWait() {}

    /** Waits for so long. */
    public static void pause(Duration time) {
        boolean interrupted = false;
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits for this.
     *
     * @throws TimeoutException if it is not done in time
     */
    public static <T> T await(Future<T> future, Duration time) throws TimeoutException, ExecutionException {
        boolean interrupted = false;
        long end = System.nanoTime() + time.toNanos();
        try {
            while (true) {
                try {
                    return future.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
