package imece.local;

import imece.local.FarmUnderTest.Ended;
import imece.local.farm.FarmFolder;
import imece.local.farm.FarmState.MemberState;
import imece.local.os.CacheFolder;
import imece.local.os.FreePorts;
import imece.local.os.ProcessRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A farm of two gateways and two workers that listens beside 127.0.0.1, writes JSON logs and has a cache of its own. */
final class WideFarm {
    /** Where it listens. */
    static final String ADDRESS = "127.0.0.2";

    /** Who is in it, in the order of the start. */
    static final List<String> MEMBERS =
            List.of("postgres", "rabbitmq", "gateway-1", "gateway-2", "worker-1", "worker-2");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final int port = FreePorts.any(2);
    private final FarmClient client = new FarmClient("http://" + ADDRESS + ":" + port);
    private final Path cache;
    private final FarmUnderTest farm;
    private final Process launcher;

    private WideFarm(Path folder) throws IOException {
        cache = otherCache(folder);
        farm = new FarmUnderTest(folder)
                .with("XDG_CACHE_HOME", cache.toString())
                .with("LOGGING_STRUCTURED_FORMAT_CONSOLE", "logstash");
        launcher = farm.start(
                "up.log",
                "up",
                "--port=" + port,
                "--gateways=2",
                "--workers=2",
                "--listen=" + ADDRESS,
                "--public-url=http://pictures.example:" + port + "/",
                "--demo-step-ms=7",
                "--demo-faults");
    }

    /** Starts one; {@link #awaitReady} waits for it. */
    static WideFarm start(Path folder) throws IOException {
        return new WideFarm(folder);
    }

    void awaitReady() {
        farm.awaitReady(launcher, "up.log", port, port + 1);
    }

    /** Of the first gateway; the second has the next one. */
    int port() {
        return port;
    }

    /** A visitor of the first gateway. */
    FarmClient client() {
        return client;
    }

    Path cache() {
        return cache;
    }

    Path data() {
        return farm.data();
    }

    Process launcher() {
        return launcher;
    }

    /** What the launcher has said. */
    String said() {
        return farm.said("up.log");
    }

    String said(String log) {
        return farm.said(log);
    }

    Ended run(String command, String... options) {
        return farm.run(command, options);
    }

    Process start(String log, String command, String... options) throws IOException {
        return farm.start(log, command, options);
    }

    MemberState member(String name) {
        return farm.member(name);
    }

    List<String> processes() {
        return farm.processes();
    }

    /** The broker's address for workers. */
    String broker() {
        return farm.now().broker().orElseThrow();
    }

    String operatorToken() {
        return new FarmFolder(farm.data()).operatorToken().orElseThrow();
    }

    /** Worker by name, with its GPU. */
    Map<String, String> gpus() {
        return slots("gpu");
    }

    /** Worker by name, with what the operator sees of its slot. */
    Map<String, String> slots(String field) {
        Map<String, String> slots = new LinkedHashMap<>();
        JSON.readTree(client.asOperator(operatorToken()).get("/api/workers").body())
                .path("items")
                .forEach(worker -> slots.put(
                        worker.path("id").stringValue(),
                        worker.path("slots").path(0).path(field).asString("")));
        return slots;
    }

    String commandLine(String name) {
        return String.join(
                " ",
                ProcessRef.commandLine(
                        FarmUnderTest.refOf(farm.member(name)).find().orElseThrow()));
    }

    String log(String name) {
        try {
            return Files.readString(farm.data().resolve("logs").resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cache of its own, into which what was fetched before is linked. */
    private static Path otherCache(Path folder) throws IOException {
        Path imece = Files.createDirectories(folder.resolve("cache/imece"));
        try (DirectoryStream<Path> kept =
                Files.newDirectoryStream(CacheFolder.ofUser().root(), "*-*")) {
            for (Path each : kept) {
                if (Files.isDirectory(each)) {
                    Files.createSymbolicLink(imece.resolve(each.getFileName().toString()), each);
                }
            }
        } catch (NoSuchFileException nothingFetchedYet) {
            // Then the farm fills the new one.
        }
        return folder.resolve("cache");
    }
}
