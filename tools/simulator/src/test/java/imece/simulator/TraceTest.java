package imece.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {

    private static final String TABLE = """
            gmt_create,predict_type,exec_time_seconds,groupId,num_images_per_prompt,num_inference_steps,checkpoint_model_version_id
            2024-11-15 16:58:50,TXT_2_IMG,32.5,G2,,,M1
            2024-11-15 16:57:50,TXT_2_IMG,10.0,G1,4.0,30.0,M0
            """;

    @TempDir
    private Path folder;

    @Test
    void theTableIsReadInOrderOfTimePackedOrNot() throws IOException {
        Path plain = Files.writeString(folder.resolve("table.csv"), TABLE);
        Path packed = folder.resolve("table.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(TABLE.getBytes(StandardCharsets.UTF_8));
        }

        Trace trace = Trace.read(plain);

        assertThat(Trace.read(packed)).isEqualTo(trace);
        assertThat(trace.requests()).extracting(Request::owner).containsExactly("G1", "G2");
        assertThat(trace.requests()).extracting(Request::arrival).containsExactly(0L, 60_000L);
        assertThat(trace.requests()).extracting(Request::run).containsExactly(10_000L, 32_500L);
    }

    @Test
    void anotherTableIsRefusedWithAReason() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
        Path broken = Files.writeString(folder.resolve("broken.csv"), TABLE.replace("32.5", "soon"));

        assertThatThrownBy(() -> Trace.read(other))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.csv has no column gmt_create");
        assertThatThrownBy(() -> Trace.read(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Line 2 of");
    }

    @Test
    void requestsAreMovedTogetherUntilSlotsAreAsBusyAsIsWished() {
        Trace trace = SyntheticTrace.of(1_000, 1).utilising(4, 0.5);

        long span = trace.requests().getLast().arrival();
        assertThat(trace.work() / (4.0 * span)).isCloseTo(0.5, within(0.001));
    }

    @Test
    void whatIsDrawnByLotHasTheStatisticsOfRealRequests() {
        Trace trace = SyntheticTrace.of(20_000, 5);

        long[] runs = trace.requests().stream().mapToLong(Request::run).sorted().toArray();
        assertThat(WaitFigures.percentile(runs, 50)).isBetween(20_000L, 26_000L);
        assertThat(WaitFigures.percentile(runs, 90)).isBetween(46_000L, 60_000L);
        Set<String> few = trace.light();
        double light = trace.requests().stream()
                        .filter(request -> few.contains(request.owner()))
                        .count()
                / (double) trace.requests().size();
        assertThat(light).isBetween(0.15, 0.35);
        assertThat(trace).isEqualTo(SyntheticTrace.of(20_000, 5)).isNotEqualTo(SyntheticTrace.of(20_000, 6));
    }
}
