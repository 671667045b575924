package imece.worker.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuWatchTest {

    @TempDir
    Path folder;

    @Test
    void aGpuThatIsLostHasNoFiguresAnyMoreAndTheOthersKeepTheirs() throws Exception {
        says("0, GPU-a, RTX, 100, 10, 5, 40\n1, GPU-b, RTX, 100, 20, 6, 50\n");
        GpuWatch watch = new GpuWatch(List.of(tool("cat " + folder.resolve("said"))));
        watch.look();
        assertThat(watch.gpus()).extracting(Gpu::uuid).containsExactly("GPU-a", "GPU-b");
        assertThat(watch.figures("GPU-a")).isEqualTo(new GpuFigures(100, 10, 5, 40));

        says("Unable to determine the device handle: GPU is lost.\n1, GPU-b, RTX, 100, 21, 7, 51\n");
        watch.look();
        assertThat(watch.figures("GPU-a")).isEqualTo(GpuFigures.UNKNOWN);
        assertThat(watch.figures("GPU-b")).isEqualTo(new GpuFigures(100, 21, 7, 51));
    }

    @Test
    void aGpuMayBeMeantByItsNumberAndWhoIsUnknownIsTakenAtItsWord() throws Exception {
        says("0, GPU-a, RTX, 100, 10, 5, 40\n");
        GpuWatch watch = new GpuWatch(List.of(tool("cat " + folder.resolve("said"))));
        watch.look();
        assertThat(watch.gpu("0")).isEqualTo(watch.gpu("GPU-a")).isEqualTo(new Gpu("GPU-a", "RTX"));
        assertThat(watch.alone("0")).isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", "GPU-a"));
        assertThat(watch.gpu("demo-0")).isEqualTo(Gpu.named("demo-0"));
        assertThat(watch.alone("7")).isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", "7"));
    }

    @Test
    void aToolThatIsNotHereOrFailsOrBabblesHarmsNobody() throws Exception {
        GpuTool missing = new GpuTool(List.of(folder.resolve("no-such-smi").toString()), NvidiaSmi::parse);
        assertThat(missing.ask()).isEmpty();
        says("0, GPU-a, RTX, 100, 10, 5, 40\n");
        GpuWatch watch = new GpuWatch(
                List.of(missing, tool("echo babble; exit 9"), tool("cat " + folder.resolve("said") + "; exit 14")));
        watch.look();
        assertThat(watch.gpus()).extracting(Gpu::uuid).containsExactly("GPU-a");
    }

    private void says(String csv) throws IOException {
        Files.writeString(folder.resolve("said"), csv);
    }

    private static GpuTool tool(String command) {
        return new GpuTool(List.of("sh", "-c", command), NvidiaSmi::parse);
    }
}
