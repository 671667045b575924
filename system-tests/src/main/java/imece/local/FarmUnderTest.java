package imece.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.farm.FarmFolder;
import imece.local.farm.FarmState.MemberState;
import imece.local.farm.RunningFarm;
import imece.local.os.ProcessRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A data folder, and the launcher's commands on it, each as a process of its own with the real jars. */
final class FarmUnderTest {
    private final Path folder;
    private final Path data;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> launcher;

    /** Nothing runs yet. */
    FarmUnderTest(Path folder) {
        this(
                folder,
                List.of(
                        "-Dimece.home=" + System.getProperty("imece.home"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "imece.local.Imece"));
    }

    /** The same data folder, with the launcher and the programs of the last release. */
    FarmUnderTest ofRelease(LastRelease last) {
        FarmUnderTest before = new FarmUnderTest(
                folder,
                List.of(
                        "-Dimece.home=" + last.home(),
                        "-jar",
                        last.jar("local-farm").toString()));
        before.environment.putAll(environment);
        return before;
    }

    private FarmUnderTest(Path folder, List<String> launcher) {
        this.launcher = launcher;
        this.folder = folder;
        this.data = folder.resolve("data").toAbsolutePath();
        // Tests ask faster than people.
        environment.put("IMECE_LIMITS_OWNER_PERMINUTE", "1000000");
        environment.put("IMECE_LIMITS_OWNER_BURST", "1000000");
    }

    /** What every command gets in its environment. */
    FarmUnderTest with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The demo GPUs of all farms have the same names: without this, those of two test runs would wait for each other. */
    FarmUnderTest withLocksOfItsOwn() {
        return with("IMECE_WORKER_LOCKFOLDER", data.resolveSibling("locks").toString());
    }

    /** How a command ended, and what it said. */
    record Ended(int status, String said) {}

    /** Runs a command to its end. */
    Ended run(String command, String... options) {
        try {
            Path output = Files.createTempFile(folder, command, ".log");
            int status = process(output, words(command, options)).waitFor();
            return new Ended(status, Files.readString(output));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command that goes on; what it says goes to the file of this name. */
    Process start(String log, String command, String... options) throws IOException {
        Files.deleteIfExists(folder.resolve(log));
        return process(folder.resolve(log), words(command, options));
    }

    /** The same in a terminal of its own, in which what is written to the process is typed. */
    Process startInTerminal(String log, String command, String... options) throws IOException {
        List<String> quoted =
                words(command, options).stream().map(word -> "'" + word + "'").toList();
        Files.deleteIfExists(folder.resolve(log));
        return process(folder.resolve(log), List.of("script", "-qec", "exec " + String.join(" ", quoted), "/dev/null"));
    }

    String said(String log) {
        try {
            return Files.readString(folder.resolve(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the launcher has said that every gateway is ready. */
    void awaitReady(Process launcher, String log, int... ports) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            String said = said(log);
            assertThat(launcher.isAlive()).as(said).isTrue();
            List<String> lines = said.lines().toList();
            return Arrays.stream(ports).allMatch(port -> lines.contains("Imece is ready at http://localhost:" + port));
        });
    }

    Path data() {
        return data;
    }

    RunningFarm now() {
        return new RunningFarm(new FarmFolder(data));
    }

    MemberState member(String name) {
        return now().members().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static ProcessRef refOf(MemberState member) {
        return Objects.requireNonNull(member.process(), "no process: " + member);
    }

    /** The command lines of whoever names the data folder, but for those who ask. */
    List<String> processes() {
        try (var all = ProcessHandle.allProcesses()) {
            return all.map(process -> String.join(" ", ProcessRef.commandLine(process)))
                    .filter(line -> line.contains(data.toString()))
                    .toList();
        }
    }

    private List<String> words(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(
                // A script that runs these tests in its background has Ctrl-C ignored; a person's terminal has not.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        words.addAll(launcher);
        words.addAll(List.of(command, "--data", data.toString()));
        words.addAll(List.of(options));
        return words;
    }

    private Process process(Path output, List<String> words) throws IOException {
        ProcessBuilder builder =
                TestEnvironment.process(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
