package imece.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.farm.FarmFolder;
import imece.local.farm.FarmState.Condition;
import imece.local.farm.FarmState.MemberState;
import imece.local.farm.RunningFarm;
import imece.local.os.FreePorts;
import imece.local.os.ProcessRef;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with the real jars, as a person meets it. */
class FarmIT {
    @TempDir
    Path folder;

    private final int port = FreePorts.any();
    private Path data = Path.of("");
    private Path log = Path.of("");

    @BeforeEach
    void place() {
        data = folder.resolve("data").toAbsolutePath();
        log = folder.resolve("up.log");
    }

    @AfterEach
    void nothingStays() throws Exception {
        imece("down").waitFor();
        assertThat(ofThisFarm()).isEmpty();
    }

    @Test
    @Timeout(300)
    void comesUpHealsReplacesLeftoversAndLeavesNothing() throws Exception {
        Process first = up();
        awaitReady(first);
        assertThat(imece("status").waitFor()).isZero();
        assertThat(page("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .isEqualTo(200);

        ProcessRef worker = refOf(member("worker-1"));
        worker.find().orElseThrow().destroyForcibly();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            MemberState now = member("worker-1");
            return now.condition() == Condition.UP && !refOf(now).equals(worker);
        });

        first.destroyForcibly().waitFor();
        assertThat(imece("status").waitFor())
                .as("a farm without its launcher is not well")
                .isEqualTo(1);
        Process second = up();
        awaitReady(second);
        assertThat(Files.readString(log)).contains("gateway-1 of an earlier run", "RabbitMQ of an earlier run");

        second.destroy();
        assertThat(second.waitFor()).isZero();
        assertThat(ofThisFarm()).isEmpty();
        assertThat(imece("status").waitFor()).isEqualTo(3);
    }

    @Test
    @Timeout(60)
    void refusesABusyPortWithASentence() throws Exception {
        try (var taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(up().waitFor()).isEqualTo(1);
            assertThat(Files.readString(log)).contains("Port " + port + " on 127.0.0.1 is in use");
        }
    }

    private Process up() throws IOException {
        Files.deleteIfExists(log);
        return imece("up", "--port", Integer.toString(port), "--workers", "1", "--demo-step-ms", "10");
    }

    private Process imece(String command, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dimece.home=" + System.getProperty("imece.home"),
                "-cp",
                System.getProperty("java.class.path"),
                "imece.local.Imece",
                command,
                "--data",
                data.toString()));
        words.addAll(List.of(options));
        Path output = command.equals("up") ? log : folder.resolve(command + ".log");
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private void awaitReady(Process launcher) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            String said = Files.readString(log);
            assertThat(launcher.isAlive()).as(said).isTrue();
            return said.lines().anyMatch(("Imece is ready at http://localhost:" + port)::equals);
        });
    }

    private MemberState member(String name) {
        return new RunningFarm(new FarmFolder(data))
                .members().stream()
                        .filter(member -> member.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static ProcessRef refOf(MemberState member) {
        return Objects.requireNonNull(member.process(), "no process: " + member);
    }

    /** Whoever names the data folder on its command line, but those who ask. */
    private List<String> ofThisFarm() {
        try (var all = ProcessHandle.allProcesses()) {
            return all.map(process -> String.join(" ", ProcessRef.commandLine(process)))
                    .filter(line -> line.contains(data.toString()))
                    .toList();
        }
    }

    private static int page(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
