package imece.worker.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NvidiaSmiTest {

    private static final String TWO_CARDS = """
            0, GPU-3f1c0a52-9d1e-4c0b-8f57-1f0f6a0e7d11, NVIDIA GeForce RTX 4090, 24564, 6142, 97, 71
            1, GPU-77aa1b3c-5e2f-41d8-9a10-6b7c8d9e0f22, Tesla T4, 15360, 0, [N/A], 33
            """;

    @Test
    void readsWhatTheDriverSays() {
        assertThat(NvidiaSmi.parse(TWO_CARDS))
                .extracting(GpuReading::index, reading -> reading.gpu().name(), GpuReading::figures)
                .containsExactly(
                        tuple(0, "NVIDIA GeForce RTX 4090", new GpuFigures(24564, 6142, 97, 71)),
                        tuple(1, "Tesla T4", new GpuFigures(15360, 0, null, 33)));
    }

    @Test
    void aProgramIsShownOneGpuByItsUuidSinceNumbersDifferFromProgramToProgram() {
        assertThat(NvidiaSmi.parse(TWO_CARDS).getLast().alone())
                .isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", "GPU-77aa1b3c-5e2f-41d8-9a10-6b7c8d9e0f22"));
    }

    @Test
    void aGpuThatIsLostIsPassedOverAndTheOthersAreNot() {
        String ill = "Unable to determine the device handle for GPU0000:01:00.0: GPU is lost.  Reboot the system.\n"
                + TWO_CARDS.replace("24564, 6142, 97, 71", "[Unknown Error], [Unknown Error], [GPU is lost], [N/A]");
        assertThat(NvidiaSmi.parse(ill))
                .extracting(GpuReading::figures)
                .containsExactly(GpuFigures.UNKNOWN, new GpuFigures(15360, 0, null, 33));
    }

    @Test
    void anythingElseIsPassedOver() {
        assertThat(NvidiaSmi.parse("No devices were found\n")).isEmpty();
        assertThat(NvidiaSmi.parse("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."))
                .isEmpty();
        assertThat(NvidiaSmi.parse("")).isEmpty();
    }
}
