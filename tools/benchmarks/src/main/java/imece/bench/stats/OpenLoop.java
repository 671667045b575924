package imece.bench.stats;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Arrivals that do not wait for each other: each has its intended moment, and what it takes counts from there, also if the one
 * before it is late. (Counted from the real moment, a stall would hide all but its first victim.)
 */
public final class OpenLoop {

    private OpenLoop() {}

    /**
     * Runs the action at the given rate, each time on a thread of its own; returns when all of them have returned.
     *
     * @param action gets the intended moment, as of {@link System#nanoTime}
     * @return how many there were
     */
    public static int run(double perSecond, Duration length, LongConsumer action) throws InterruptedException {
        long gap = Math.round(1e9 / perSecond);
        int arrivals = (int) Math.max(1, length.toNanos() / gap);
        long begin = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < arrivals; i++) {
                long intended = begin + i * gap;
                for (long left = intended - System.nanoTime(); left > 0; left = intended - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
                threads.execute(() -> action.accept(intended));
            }
        }
        return arrivals;
    }
}
