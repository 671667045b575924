package imece.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes: what a point does, it does to a process. */
class FaultPointTest {

    @TempDir
    Path folder;

    @Test
    void withoutADrillEveryPointIsPassed() throws Exception {
        for (FaultPoint point : FaultPoint.values()) {
            point.reached();
        }
        Process without = run(List.of());
        assertThat(without.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(without.exitValue()).isEqualTo(7);
    }

    @Test
    void anArmedPointKillsTheOneThatComesFirstAndIsThenSpent() throws Exception {
        Files.createDirectories(folder.resolve("armed"));
        Files.createDirectories(folder.resolve("claimed"));
        Files.writeString(folder.resolve("armed/MID_RUN"), "KILL");

        Process first = passer();
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Process second = passer();
        assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(first.exitValue()).isEqualTo(128 + 9);
        assertThat(second.exitValue()).isEqualTo(7);
        assertThat(Files.readAllLines(folder.resolve("hits")))
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).endsWith(" somebody MID_RUN "),
                        line -> assertThat(line).endsWith(" somebody MID_RUN KILL"),
                        line -> assertThat(line).endsWith(" somebody MID_RUN "));
    }

    private Process passer() throws Exception {
        return run(List.of("-Dimece.drill=" + folder, "-Dimece.drill.name=somebody"));
    }

    private static Process run(List<String> words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Passer.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        // Options for every JVM could be anything.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder.start();
    }

    /** Passes one point, and ends with 7. */
    static final class Passer {
        public static void main(String[] args) {
            FaultPoint.MID_RUN.reached();
            System.exit(7);
        }
    }
}
