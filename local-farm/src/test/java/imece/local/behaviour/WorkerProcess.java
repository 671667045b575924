package imece.local.behaviour;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real worker: the jar in a process of its own, with the demo engine on a GPU and a lock folder of its own. */
record WorkerProcess(Process process, Path log) implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    /** Starts one and waits until it is ready; settings look like {@code --imece.worker.lock-wait=1s}. */
    static WorkerProcess start(GatewayUnderTest gateway, Path folder, String name, String... settings) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of(System.getProperty("imece.home"), "gpu-worker", "target", "gpu-worker-exec.jar")
                        .toString(),
                "--imece.name=" + name,
                "--imece.broker.uri=" + gateway.brokerUri(),
                "--imece.worker.gpus=demo-" + name,
                "--imece.worker.lock-folder=" + folder.resolve("locks"),
                "--imece.worker.stop-grace=1s",
                "--imece.worker.demo.step-millis=20",
                "--imece.worker.demo.faults=true"));
        words.addAll(List.of(settings));
        Path log = folder.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            WorkerProcess worker = new WorkerProcess(process, log);
            await().atMost(START).until(() -> worker.said().contains("is ready"));
            return worker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its log so far. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
    }
}
