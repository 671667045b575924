package imece.local;

import imece.local.os.CacheFolder;
import imece.local.os.CommandProblem;
import imece.local.os.FreePorts;
import imece.local.os.PrivateFiles;
import imece.local.os.ProcessEnding;
import imece.local.os.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;

/**
 * A Keycloak of its own, with the realm that this class comes with: its distribution is fetched by Maven and built once, into the
 * user's cache folder, and started from there with a database in memory.
 */
public final class Keycloak implements AutoCloseable {

    private static final String VERSION = "26.7.3";
    private static final String DISTRIBUTION = "org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip";
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";
    private static final String REALM = "house-realm.json";
    private static final Duration FETCH_LIMIT = Duration.ofMinutes(15);
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;
    private final int port;

    private Keycloak(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Starts one and waits until it answers; it takes at most 512 MB of heap. */
    public static Keycloak start() {
        Path home = new CacheFolder(CacheFolder.ofUser().root()).filled("keycloak-" + VERSION, Keycloak::fill);
        int port = FreePorts.any();
        try {
            // As it is now, whichever it was when the folder was filled.
            Path realm = Files.createDirectories(home.resolve("data/import")).resolve(REALM);
            try (InputStream kept = Objects.requireNonNull(Keycloak.class.getResourceAsStream(REALM))) {
                Files.write(realm, kept.readAllBytes());
            }
            Path log = Files.createTempFile("imece-keycloak", ".log");
            ProcessBuilder builder = TestEnvironment.process(List.of(
                            home.resolve("bin/kc.sh").toString(),
                            "start",
                            "--optimized",
                            "--http-enabled=true",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--hostname=http://127.0.0.1:" + port,
                            "--cache=local",
                            "--import-realm"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Keycloak started = new Keycloak(builder.start(), log, port);
            try {
                started.awaitAnswer();
            } catch (RuntimeException | Error silent) {
                started.close();
                throw silent;
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where tokens say that they are from. */
    public String issuer() {
        return "http://127.0.0.1:" + port + "/realms/house";
    }

    private void awaitAnswer() {
        FarmClient client = new FarmClient("http://127.0.0.1:" + port);
        Awaitility.await("Keycloak")
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new CommandProblem("Keycloak ended: " + Files.readString(log));
                    }
                    return client.get(URI.create(issuer()).getPath() + "/.well-known/openid-configuration")
                                    .status()
                            == 200;
                });
    }

    private static void fill(Path draft) throws IOException {
        Path fetched = Files.createDirectory(draft.resolve("fetched"));
        run(
                draft,
                List.of("mvn", "-B", "-q", "-ntp", COPY, "-Dartifact=" + DISTRIBUTION, "-DoutputDirectory=" + fetched));
        try (var zips = Files.newDirectoryStream(fetched, "*.zip")) {
            unpack(zips.iterator().next(), draft);
        }
        PrivateFiles.deleteTree(fetched);
        run(draft, List.of(draft.resolve("bin/kc.sh").toString(), "build", "--db=dev-mem"));
    }

    /** Without the folder that everything in it lies in. */
    private static void unpack(Path zip, Path into) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry :
                    new ArrayList<>(file.stream().map(ZipEntry.class::cast).toList())) {
                Path name = Path.of(entry.getName());
                if (entry.isDirectory() || name.getNameCount() < 2) {
                    continue;
                }
                Path target = into.resolve(name.subpath(1, name.getNameCount())).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException(entry.getName() + " would lie outside of the folder.");
                }
                Files.createDirectories(target.getParent());
                try (var content = file.getInputStream(entry)) {
                    Files.copy(content, target);
                }
                if (name.toString().endsWith(".sh") && !target.toFile().setExecutable(true)) {
                    throw new IOException(target + " cannot be made a program.");
                }
            }
        }
    }

    private static void run(Path in, List<String> command) {
        Shell.Outcome outcome = Shell.run(in, Map.of(), FETCH_LIMIT, command);
        if (!outcome.ok()) {
            throw new CommandProblem("Keycloak could not be made ready: %s ended with %d.\n%s"
                    .formatted(String.join(" ", command), outcome.status(), outcome.tail()));
        }
    }

    @Override
    public void close() {
        ProcessEnding.of(process.toHandle(), "TERM", STOP_LIMIT);
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
