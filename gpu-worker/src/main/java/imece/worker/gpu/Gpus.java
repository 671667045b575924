package imece.worker.gpu;

import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which GPUs this process serves. */
public final class Gpus {

    private static final Logger log = LoggerFactory.getLogger(Gpus.class);

    private Gpus() {}

    /**
     * Those that the setting names, or with {@code auto} those that the driver names, or else one slot on the CPU.
     *
     * @param wanted ids as the setting has them
     * @param host name of this machine
     * @param driver asks the driver; empty where there is none
     */
    public static List<Gpu> of(List<String> wanted, String host, Supplier<List<Gpu>> driver) {
        boolean auto = wanted.equals(List.of("auto"));
        List<Gpu> found = auto ? driver.get() : List.of();
        if (!auto) {
            return wanted.stream().map(Gpu::named).toList();
        }
        if (found.isEmpty()) {
            log.info("nvidia-smi names no GPU: this worker serves one slot on the CPU.");
            return List.of(new Gpu("cpu-" + host, "CPU of " + host, null, null));
        }
        return found;
    }
}
