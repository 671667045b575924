package imece.worker.owned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: an engine that has a child of its own, and is hard to end. */
class OwnedEngineTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void itSeesItsGpuAloneStartsInItsFolderAndIsEndedWithItsChildren() {
        EngineCommand command = new EngineCommand(
                engine("echo \"$CUDA_VISIBLE_DEVICES in $(pwd)\" > said"),
                folder,
                Map.of("CUDA_VISIBLE_DEVICES", "GPU-a"));
        OwnedEngine engine = new OwnedEngine("gpu-0", command);
        engine.start();
        await().atMost(SOON).until(() -> pids().size() == 2 && Files.exists(folder.resolve("said")));
        assertThat(lines("said")).containsExactly("GPU-a in " + folder);
        List<Long> pids = pids();
        assertThat(pids).allMatch(OwnedEngineTest::alive);
        engine.close();
        await().atMost(SOON).until(() -> pids.stream().noneMatch(OwnedEngineTest::alive));
    }

    @Test
    void whyItCantStartIsToldInItsOwnLastWords() {
        OwnedEngine engine = new OwnedEngine(
                "gpu-0",
                new EngineCommand(
                        "printf 'Loading\\n\\033[31mNo module named torch\\033[0m\\n'; exit 3", folder, Map.of()));
        assertThat(engine.trouble()).isEmpty();
        engine.start();
        try {
            await().atMost(SOON)
                    .until(() ->
                            engine.trouble().orElse("").endsWith("Its last words: Loading | No module named torch"));
            assertThat(engine.trouble().orElseThrow()).startsWith("Its engine has ended with status 3");
        } finally {
            engine.close();
        }
    }

    @Test
    void itIsStartedAgainWhenItEndsAndWhenThatIsAskedFor() {
        OwnedEngine engine = new OwnedEngine("gpu-0", new EngineCommand(engine("true"), folder, Map.of()));
        engine.start();
        await().atMost(SOON).until(() -> pids().size() == 2);
        ProcessHandle.of(pids().getFirst()).ifPresent(ProcessHandle::destroyForcibly);
        await().atMost(SOON).until(() -> pids().size() == 4);
        // Its child has gone with it.
        await().atMost(SOON).until(() -> pids().subList(0, 2).stream().noneMatch(OwnedEngineTest::alive));
        engine.restart();
        await().atMost(SOON).until(() -> pids().size() == 6);
        await().atMost(SOON).until(() -> pids().subList(2, 4).stream().noneMatch(OwnedEngineTest::alive));
        engine.close();
        await().atMost(SOON).until(() -> pids().stream().noneMatch(OwnedEngineTest::alive));
    }

    @Test
    void aKilledWorkerLeavesNoEngineBehindNotEvenOneThatHeedsNoTerm() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        "cd " + folder + "; trap '' TERM; " + engine("true"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("owner.log").toFile());
        // Options for every JVM could be anything.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process owner = builder.start();
        await().atMost(SOON).until(() -> pids().size() == 2);
        List<Long> pids = pids();
        owner.destroyForcibly().waitFor();
        await().atMost(SOON).until(() -> pids.stream().noneMatch(OwnedEngineTest::alive));
    }

    @Test
    void oneThatCannotBeStartedIsTriedAgainAndCanBeClosed() {
        OwnedEngine engine =
                new OwnedEngine("gpu-0", new EngineCommand("echo x >> tries; exec no-such-program", folder, Map.of()));
        engine.start();
        await().atMost(SOON).until(() -> lines("tries").size() >= 2);
        engine.close();
        OwnedEngine nowhere = new OwnedEngine("gpu-0", new EngineCommand("true", folder.resolve("nowhere"), Map.of()));
        nowhere.start();
        nowhere.close();
    }

    /** Does this, starts a child, writes both pids down, and stays. */
    private static String engine(String first) {
        return first + "; sleep 1000 & echo $$ >> pids; echo $! >> pids; echo hello; wait; wait";
    }

    private List<Long> pids() {
        return lines("pids").stream().map(Long::valueOf).toList();
    }

    private List<String> lines(String file) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
