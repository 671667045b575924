package imece.worker.gpu;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code nvidia-smi} says, one line of comma-separated values for each GPU. */
final class NvidiaSmi {

    static final List<String> COMMAND = List.of(
            "nvidia-smi",
            "--query-gpu=index,uuid,name,memory.total,memory.used,utilization.gpu,temperature.gpu",
            "--format=csv,noheader,nounits");

    private static final int FIELDS = 7;

    private NvidiaSmi() {}

    /** Lines that say something else, such as of a GPU that has been lost, are passed over. */
    static List<GpuReading> parse(String csv) {
        return csv.lines().map(NvidiaSmi::line).flatMap(Optional::stream).toList();
    }

    private static Optional<GpuReading> line(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        Integer index = number(fields[0]);
        String uuid = fields[1].strip();
        if (index == null || !uuid.startsWith("GPU-")) {
            return Optional.empty();
        }
        GpuFigures figures = new GpuFigures(number(fields[3]), number(fields[4]), number(fields[5]), number(fields[6]));
        return Optional.of(
                new GpuReading(index, new Gpu(uuid, fields[2].strip()), figures, Map.of("CUDA_VISIBLE_DEVICES", uuid)));
    }

    /** {@code [N/A]}, {@code [Unknown Error]} and the like are no number. */
    private static @Nullable Integer number(String field) {
        try {
            return Integer.valueOf(field.strip());
        } catch (NumberFormatException notTold) {
            return null;
        }
    }
}
