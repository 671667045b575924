package imece.worker.gpu;

import imece.worker.gpu.GpuLock.HeldGpu;
import imece.worker.run.RunStop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/** A process of its own that takes a GPU lock, says so, and holds it until its input ends. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] args) throws Exception {
        GpuLock lock = new GpuLock(Path.of(args[0]), args[1], Duration.ofSeconds(30));
        GpuLock.LockAnswer answer = lock.acquire(new UUID(0, 1), new RunStop(), () -> {});
        System.out.println(answer instanceof HeldGpu ? "held" : "refused");
        System.out.flush();
        int unused = System.in.read();
        if (answer instanceof HeldGpu held) {
            held.release();
        }
    }
}
