package imece.worker.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpusTest {

    @Test
    void autoTakesTheDriversGpusAndElseTheCpu() {
        List<Gpu> found = List.of(new Gpu("GPU-3f1c", "RTX"), new Gpu("GPU-77aa", "T4"));
        assertThat(Gpus.of(List.of("auto"), "box", Gpu::named, () -> found)).isEqualTo(found);
        assertThat(Gpus.of(List.of("auto"), "box", Gpu::named, List::of))
                .extracting(Gpu::uuid)
                .containsExactly("cpu-box");
    }

    @Test
    void namedGpusAreTakenAtTheirWord() {
        assertThat(Gpus.of(List.of("demo-0", "demo-1"), "box", Gpu::named, () -> {
                    throw new AssertionError("the driver is not asked");
                }))
                .extracting(Gpu::uuid)
                .containsExactly("demo-0", "demo-1");
    }
}
