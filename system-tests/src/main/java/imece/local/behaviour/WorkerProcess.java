package imece.local.behaviour;

import static org.awaitility.Awaitility.await;

import imece.local.TestEnvironment;
import imece.local.TestPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A real worker: the jar in a process of its own, with the demo engine on a GPU and a lock folder of its own. */
record WorkerProcess(Process process, Path log) implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);

    /** Starts one and waits until it is ready. */
    static WorkerProcess start(GatewayUnderTest gateway, Path folder, String name) {
        return start(gateway, folder, name, Map.of());
    }

    /** Starts one with these settings over the usual ones. */
    static WorkerProcess start(GatewayUnderTest gateway, Path folder, String name, Map<String, String> settings) {
        return start(gateway.brokerUri(), folder, name, settings);
    }

    /** Starts one at this broker. */
    static WorkerProcess start(String brokerUri, Path folder, String name, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "imece.name",
                name,
                "imece.broker.uri",
                brokerUri,
                "imece.worker.gpus",
                "demo-" + name,
                "imece.worker.lock-folder",
                folder.resolve("locks").toString(),
                "imece.worker.stop-grace",
                "1s",
                "imece.worker.demo.step-millis",
                "20",
                "imece.worker.demo.faults",
                "true"));
        all.putAll(settings);
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        words.addAll(TestPrograms.run("gpu-worker"));
        all.forEach((setting, value) -> words.add("--" + setting + "=" + value));
        Path log = folder.resolve(name + ".log");
        try {
            Process process = TestEnvironment.process(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new WorkerProcess(process, log).ready();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WorkerProcess ready() {
        try {
            await().atMost(START).until(() -> said().contains("is ready"));
            return this;
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw new AssertionError("This worker is not ready: " + said(), e);
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
        try {
            await().atMost(START).until(() -> !process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }
}
