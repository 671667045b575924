package imece.worker.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpusTest {

    private static final String TWO_CARDS = """
            GPU-3f1c, NVIDIA GeForce RTX 4090, 24564, 512
            GPU-77aa, NVIDIA Tesla T4, [N/A], 0
            """;

    @Test
    void readsWhatTheDriverSays() {
        assertThat(NvidiaSmi.parse(TWO_CARDS))
                .containsExactly(
                        new Gpu("GPU-3f1c", "NVIDIA GeForce RTX 4090", 24564, 512),
                        new Gpu("GPU-77aa", "NVIDIA Tesla T4", null, 0));
    }

    @Test
    void anythingElseIsPassedOver() {
        assertThat(NvidiaSmi.parse("No devices were found\n")).isEmpty();
    }

    @Test
    void autoTakesTheDriversGpusAndElseTheCpu() {
        List<Gpu> found = NvidiaSmi.parse(TWO_CARDS);
        assertThat(Gpus.of(List.of("auto"), "box", () -> found)).isEqualTo(found);
        assertThat(Gpus.of(List.of("auto"), "box", List::of))
                .extracting(Gpu::uuid)
                .containsExactly("cpu-box");
    }

    @Test
    void namedGpusAreTakenAtTheirWord() {
        assertThat(Gpus.of(List.of("demo-0", "demo-1"), "box", () -> {
                    throw new AssertionError("the driver is not asked");
                }))
                .extracting(Gpu::uuid)
                .containsExactly("demo-0", "demo-1");
    }
}
