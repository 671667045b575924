package imece.worker.gpu;

import imece.worker.engine.Cancellation;
import imece.worker.gpu.LockFile.LockWait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one job at a time use a GPU, across threads and processes of this machine, or the jobs of one slot that draws several at
 * once: the first of them takes the lock and the last gives it back. The lock is the operating system's, on a file per GPU, so it
 * ends with the process that holds it, however that dies.
 */
public final class GpuLock {

    private static final Logger log = LoggerFactory.getLogger(GpuLock.class);

    private final String gpu;
    private final LockFile file;
    private final LockWait wait;
    private final boolean shared;

    /** The runs of a shared lock; guarded by this. */
    private int sharers;

    private Optional<LockFile.Hold> ofSharers = Optional.empty();

    /**
     * A lock on one GPU.
     *
     * @param folder where the lock files of this machine lie; the same for all its workers
     * @throws UncheckedIOException if the folder can't be made
     */
    public GpuLock(Path folder, String gpu, Duration patience) {
        this(folder, gpu, patience, false);
    }

    /**
     * The same.
     *
     * @param shared whether several of those who {@link #acquire} it here may have it at once
     */
    public GpuLock(Path folder, String gpu, Duration patience, boolean shared) {
        this.gpu = gpu;
        this.shared = shared;
        this.wait = new LockWait(patience);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.file = LockFile.in(folder, gpu);
    }

    /** How a wait for the lock ended. */
    public sealed interface LockAnswer permits HeldGpu, TimedOut, Stopped {}

    /** Somebody else held it all the time. */
    public record TimedOut() implements LockAnswer {}

    /** The wait was cut short. */
    public record Stopped() implements LockAnswer {}

    /** Whether several runs may have it at once. */
    public boolean shared() {
        return shared;
    }

    /**
     * Waits for the lock.
     *
     * @param busy is run once, as soon as it turns out that there is something to wait for
     * @throws UncheckedIOException if the lock file can't be used
     */
    public LockAnswer acquire(UUID job, Cancellation stop, Runnable busy) {
        return acquire(shared ? this::tryShare : this::tryAlone, job, stop, busy);
    }

    /** Waits until it can be had by this job and no other, also where it is shared. */
    public LockAnswer acquireAlone(UUID job, Cancellation stop, Runnable busy) {
        return acquire(this::tryAlone, job, stop, busy);
    }

    private Optional<Runnable> tryAlone() {
        return file.tryLock().map(hold -> hold::release);
    }

    private synchronized Optional<Runnable> tryShare() {
        if (sharers == 0) {
            ofSharers = file.tryLock();
        }
        if (ofSharers.isEmpty()) {
            return Optional.empty();
        }
        sharers++;
        return Optional.of(this::endShare);
    }

    private synchronized void endShare() {
        sharers--;
        if (sharers == 0) {
            ofSharers.ifPresent(LockFile.Hold::release);
            ofSharers = Optional.empty();
        }
    }

    private LockAnswer acquire(Supplier<Optional<Runnable>> attempt, UUID job, Cancellation stop, Runnable busy) {
        long begin = System.nanoTime();
        for (int tries = 1; !stop.requested(); tries++) {
            Optional<Runnable> giveBack = attempt.get();
            if (giveBack.isPresent()) {
                log.info("[GPU_LOCK] acquired gpu={} job={}", gpu, job);
                return new HeldGpu(gpu, job, shared, giveBack.get());
            }
            if (tries == 1) {
                busy.run();
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            switch (wait.after(tries, waited)) {
                case LockWait.TryAfter next -> stop.await(next.pause());
                case LockWait.GiveUp end -> {
                    log.warn("[GPU_LOCK] timeout gpu={} job={} afterMs={}", gpu, job, waited.toMillis());
                    return new TimedOut();
                }
            }
        }
        return new Stopped();
    }

    /** Whether the lock could be had right now; it is given back at once. */
    public boolean free() {
        Optional<LockFile.Hold> hold = file.tryLock();
        hold.ifPresent(LockFile.Hold::release);
        return hold.isPresent();
    }

    /** A GPU that one job has, for itself or with others of its slot, until it is released. */
    public static final class HeldGpu implements GpuLock.LockAnswer {

        private static final Logger log = LoggerFactory.getLogger(HeldGpu.class);

        private final String gpu;
        private final UUID job;
        private final boolean shared;
        private final Runnable giveBack;
        private final AtomicBoolean released = new AtomicBoolean();
        private final long since = System.nanoTime();

        HeldGpu(String gpu, UUID job, boolean shared, Runnable giveBack) {
            this.shared = shared;
            this.gpu = gpu;
            this.job = job;
            this.giveBack = giveBack;
        }

        /** Whether other runs of its slot may have it, too. */
        public boolean shared() {
            return shared;
        }

        /** Gives the GPU back; a second call does nothing. */
        public void release() {
            if (released.compareAndSet(false, true)) {
                // Said while it still holds: whatever befalls this process between the two, no log shows two holders.
                log.info("[GPU_LOCK] released gpu={} job={} heldMs={}", gpu, job, heldMillis());
                giveBack.run();
            }
        }

        /** How long it has been held, milliseconds. */
        public long heldMillis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        }
    }
}
