package imece.worker.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RocmSmiTest {

    private static final String TWO_CARDS = """
            WARNING: AMD GPU device(s) is/are in a low-power state. Check power control/runtime_status

            {"card0": {"Unique ID": "0x7a1b2c3d4e5f6071", "Temperature (Sensor edge) (C)": "51.0",
              "Temperature (Sensor junction) (C)": "57.0", "GPU use (%)": "37",
              "VRAM Total Memory (B)": "25753026560", "VRAM Total Used Memory (B)": "1073741824",
              "Card Series": "Radeon RX 7900 XTX", "Card Model": "0x744c", "GFX Version": "gfx1100"},
             "card1": {"Unique ID": "N/A", "GPU use (%)": "19", "Temperature (Sensor edge) (C)": "31.0",
              "VRAM Total Memory (B)": "N/A", "Card series": "N/A", "Device Name": "Phoenix3"},
             "system": {"Driver version": "6.7.0"}}
            """;

    @Test
    void readsWhatTheDriverSaysInBothSpellings() {
        assertThat(RocmSmi.parse(TWO_CARDS))
                .satisfiesExactlyInAnyOrder(
                        first -> {
                            assertThat(first.gpu()).isEqualTo(new Gpu("0x7a1b2c3d4e5f6071", "Radeon RX 7900 XTX"));
                            assertThat(first.figures()).isEqualTo(new GpuFigures(24560, 1024, 37, 51));
                            assertThat(first.alone()).isEqualTo(Map.of("HIP_VISIBLE_DEVICES", "0"));
                        },
                        second -> {
                            assertThat(second.gpu()).isEqualTo(new Gpu("rocm-card1", "Phoenix3"));
                            assertThat(second.figures()).isEqualTo(new GpuFigures(null, null, 19, 31));
                        });
    }

    @Test
    void anythingElseIsPassedOver() {
        assertThat(RocmSmi.parse("")).isEmpty();
        assertThat(RocmSmi.parse("ERROR: No AMD GPUs specified")).isEmpty();
        assertThat(RocmSmi.parse("{\"card0\": {\"GPU")).isEmpty();
        assertThat(RocmSmi.parse("{\"card0\": \"flat\", \"card99999\": {}}")).isEmpty();
        assertThat(RocmSmi.parse("{\"card0\": {\"GPU use (%)\": \"99999999999999999999\"}}"))
                .extracting(GpuReading::figures)
                .containsExactly(GpuFigures.UNKNOWN);
    }
}
