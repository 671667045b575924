package imece.worker.gpu;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A GPU that one job has for itself until it is released. */
public final class HeldGpu implements GpuLock.LockAnswer {

    private static final Logger log = LoggerFactory.getLogger(HeldGpu.class);

    private final String gpu;
    private final UUID job;
    private final Runnable giveBack;
    private final AtomicBoolean released = new AtomicBoolean();
    private final long since = System.nanoTime();

    HeldGpu(String gpu, UUID job, Runnable giveBack) {
        this.gpu = gpu;
        this.job = job;
        this.giveBack = giveBack;
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
