package imece.local.doctor;

import imece.local.doctor.Facts.GpuFactList;
import imece.local.doctor.Facts.GpuFacts;
import imece.local.os.ProcessLauncher;
import imece.local.os.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks NVIDIA's driver, as a worker does with {@code imece.worker.gpus=auto}. */
final class LookingAtGpus {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int FIELDS = 4;

    private LookingAtGpus() {}

    static GpuFactList now() {
        if (!ProcessLauncher.onPath("nvidia-smi")) {
            return new GpuFactList(false, null, List.of());
        }
        Shell.Outcome answer = Shell.run(
                Path.of("/"),
                Map.of(),
                PATIENCE,
                List.of(
                        "nvidia-smi",
                        "--query-gpu=uuid,name,memory.total,driver_version",
                        "--format=csv,noheader,nounits"));
        return answer.ok()
                ? new GpuFactList(true, null, parse(answer.output()))
                : new GpuFactList(
                        false, answer.tail().isBlank() ? "status " + answer.status() : answer.tail(), List.of());
    }

    /** Lines that say something else are passed over. */
    static List<GpuFacts> parse(String csv) {
        return csv.lines()
                .map(line -> line.split(" *, *", -1))
                .filter(fields -> fields.length == FIELDS && !fields[0].isBlank())
                .map(fields -> new GpuFacts(fields[0].strip(), fields[1], fields[2], fields[3].strip()))
                .toList();
    }
}
