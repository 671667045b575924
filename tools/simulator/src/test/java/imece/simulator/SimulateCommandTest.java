package imece.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {

    private static final String TABLE = """
            gmt_create,exec_time_seconds,groupId,num_images_per_prompt,num_inference_steps,checkpoint_model_version_id
            2024-11-15 16:57:50,10.0,G1,4.0,30.0,M0
            2024-11-15 16:57:58,32.5,G2,1,30,M1
            2024-11-15 16:58:50,32.5,G2,1,30,M1
            """;

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void aTraceIsReplayedUnderEachPolicyAndPlotted() throws Exception {
        Path trace = Files.writeString(folder.resolve("table.csv"), TABLE);

        int status = run("--trace", trace.toString(), "--utilisation", "0.5", "--plot", folder.toString());

        assertThat(status).isZero();
        assertThat(folder.resolve("waits-50.svg"))
                .content()
                .contains("fifo", "warm-first", "swarmui", "invokeai", "vtc", "turns");
    }

    @Test
    void wrongUsesAreAnsweredWithWhatWasExpected() {
        assertThat(run("--policy", "lottery")).isEqualTo(2);
        assertThat(run("--utilisation", "0")).isEqualTo(2);
        assertThat(run("--slots", "0")).isEqualTo(2);
        assertThat(errors.toString())
                .contains(
                        "expected any of fifo, warm-first, swarmui, invokeai, vtc, turns, got: lottery",
                        "must be above 0 and at most 2",
                        "must be 1 to 1000");
    }

    @Test
    void aTraceThatIsNotThereIsNamed() {
        assertThat(run("--trace", folder.resolve("none.csv").toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("none.csv");
    }

    private int run(String... args) {
        CommandLine line = SimulateCommand.line();
        line.setErr(new PrintWriter(errors, true));
        return line.execute(args);
    }
}
