package imece.local.doctor;

import static imece.local.doctor.Finding.note;
import static imece.local.doctor.Finding.ok;

import imece.local.doctor.Facts.GpuFactList;
import imece.local.doctor.Facts.GpuFacts;
import java.util.List;
import java.util.stream.IntStream;

/** What a worker would find with {@code imece.worker.gpus=auto}. */
final class GpuChecks {
    private GpuChecks() {}

    static List<Finding> of(GpuFactList gpus) {
        if (gpus.trouble() != null) {
            return List.of(note(
                    "GPUs",
                    "nvidia-smi is here but does not answer (%s), so workers see no GPU. Mend the driver; the demo engine runs without."
                            .formatted(gpus.trouble())));
        }
        if (gpus.all().isEmpty()) {
            return List.of(ok("GPUs", gpus.driver() ? "nvidia-smi names none: demo engine." : "None: demo engine."));
        }
        return IntStream.range(0, gpus.all().size())
                .mapToObj(i -> shown(i + 1, gpus.all().size(), gpus.all().get(i)))
                .toList();
    }

    private static Finding shown(int number, int of, GpuFacts gpu) {
        return ok(
                "GPU %d of %d".formatted(number, of),
                "%s, %s MiB, driver %s, %s.".formatted(gpu.name(), gpu.memoryMiB(), gpu.driver(), gpu.uuid()));
    }
}
