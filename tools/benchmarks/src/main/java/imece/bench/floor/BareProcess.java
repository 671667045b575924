package imece.bench.floor;

import imece.bench.farm.ProcessorUse;
import imece.local.os.FreePorts;
import imece.local.os.ProcessEnding;
import imece.local.os.ProcessLauncher;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The bare web application, run from the bench's own jar with the very JVM options of a gateway.
 *
 * @param readyMillis from its launch to its first answer
 * @param residentMiB then
 */
public record BareProcess(double readyMillis, double residentMiB) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Starts it, looks, ends it. */
    public static BareProcess measure(Path folder, Path jar) throws InterruptedException {
        int port = FreePorts.any();
        long begin = System.nanoTime();
        Process process = ProcessLauncher.server(
                folder,
                folder.resolve("bare.log"),
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xss512k",
                        "-Dloader.main=" + BareWebApp.class.getName(),
                        "-cp",
                        jar.toString(),
                        "org.springframework.boot.loader.launch.PropertiesLauncher",
                        "--server.port=" + port,
                        "--server.address=127.0.0.1"));
        try {
            awaitAnswer(process, URI.create("http://127.0.0.1:" + port + "/ready"), begin + LIMIT.toNanos());
            double ready = (System.nanoTime() - begin) / 1e6;
            return new BareProcess(ready, ProcessorUse.residentMiB(process.toHandle()));
        } finally {
            ProcessEnding.of(process.toHandle(), "TERM", PATIENCE);
        }
    }

    private static void awaitAnswer(Process process, URI address, long deadline) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        while (true) {
            try {
                HTTP.send(request, BodyHandlers.discarding());
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("The bare web application did not get ready.", notYet);
                }
                Thread.sleep(100);
            }
        }
    }
}
