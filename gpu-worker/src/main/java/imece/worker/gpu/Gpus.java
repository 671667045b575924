package imece.worker.gpu;

import java.util.List;
import java.util.function.Function;
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
     * @param named the GPU that somebody means by an id
     * @param driver what the drivers name; empty where there is none
     */
    public static List<Gpu> of(
            List<String> wanted, String host, Function<String, Gpu> named, Supplier<List<Gpu>> driver) {
        if (!wanted.equals(List.of("auto"))) {
            return wanted.stream().map(named).toList();
        }
        List<Gpu> found = driver.get();
        if (found.isEmpty()) {
            log.info("Neither nvidia-smi nor rocm-smi names a GPU: this worker serves one slot on the CPU.");
            return List.of(new Gpu("cpu-" + host, "CPU of " + host));
        }
        return found;
    }
}
