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
    void withoutADrillAPointIsPassedAndEveryGuardStands() {
        for (FaultPoint point : FaultPoint.values()) {
            point.reached();
        }
        assertThat(Guard.values()).noneMatch(Guard::off);
    }

    @Test
    void anArmedPointKillsTheOneThatComesFirstAndIsThenSpent() throws Exception {
        makeFolders();
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

    @Test
    void aGuardIsTakenAwayOnlyInADrill() throws Exception {
        makeFolders();
        assertThat(passer("-Dimece.drill.without=fence").waitFor()).isEqualTo(8);
        assertThat(run(List.of("-Dimece.drill.without=fence")).waitFor()).isEqualTo(7);
    }

    private void makeFolders() throws Exception {
        Files.createDirectories(folder.resolve("armed"));
        Files.createDirectories(folder.resolve("claimed"));
    }

    private Process passer(String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of("-Dimece.drill=" + folder, "-Dimece.drill.name=somebody"));
        words.addAll(List.of(more));
        return run(words);
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

    /** Passes one point, and ends with 7, or with 8 where the fence was taken away. */
    static final class Passer {
        public static void main(String[] args) {
            FaultPoint.MID_RUN.reached();
            System.exit(Guard.FENCE.off() ? 8 : 7);
        }
    }
}
