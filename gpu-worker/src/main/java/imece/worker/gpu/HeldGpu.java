package imece.worker.gpu;

import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A GPU that one job has for itself until it is released. */
public final class HeldGpu implements GpuLock.Answer {

    private static final Logger log = LoggerFactory.getLogger(HeldGpu.class);

    private final String gpu;
    private final UUID job;
    private final LockFile.Hold hold;
    private final long since = System.nanoTime();

    HeldGpu(String gpu, UUID job, LockFile.Hold hold) {
        this.gpu = gpu;
        this.job = job;
        this.hold = hold;
    }

    /** Gives the GPU back; a second call does nothing. */
    public void release() {
        if (hold.release()) {
            log.info("[GPU_LOCK] released gpu={} job={} heldMs={}", gpu, job, heldMillis());
        }
    }

    /** How long it has been held, milliseconds. */
    public long heldMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
    }
}
