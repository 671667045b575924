package imece.worker.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks NVIDIA's driver which GPUs there are. */
public final class NvidiaSmi {

    private static final Logger log = LoggerFactory.getLogger(NvidiaSmi.class);
    private static final int FIELDS = 4;
    private static final int PATIENCE_SECONDS = 20;

    private NvidiaSmi() {}

    /** The GPUs of this machine, or none where there is no driver or it doesn't answer. */
    public static List<Gpu> ask() {
        try {
            Process process = new ProcessBuilder(
                            "nvidia-smi",
                            "--query-gpu=uuid,name,memory.total,memory.used",
                            "--format=csv,noheader,nounits")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                log.warn("nvidia-smi did not answer within {} s; its GPUs are not used.", PATIENCE_SECONDS);
                return List.of();
            }
            return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Reads nvidia-smi's CSV; lines that say something else are passed over. */
    static List<Gpu> parse(String csv) {
        return csv.lines().map(NvidiaSmi::line).flatMap(Optional::stream).toList();
    }

    private static Optional<Gpu> line(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS || fields[0].isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new Gpu(fields[0].strip(), fields[1].strip(), number(fields[2]), number(fields[3])));
    }

    private static @Nullable Integer number(String field) {
        try {
            return Integer.valueOf(field.strip());
        } catch (NumberFormatException notTold) {
            return null;
        }
    }
}
