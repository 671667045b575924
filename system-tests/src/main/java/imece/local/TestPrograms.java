package imece.local;

import imece.local.farm.Extras;
import imece.local.farm.FarmSettings;
import imece.local.farm.Member;
import imece.local.farm.Members;
import imece.local.os.FreePorts;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Gateways and workers that tests start as processes of their own. A test run has more than a hundred such starts, so they start
 * as on a farm that has run before: with their libraries beside them, as the build lays them out, and from class archives, which
 * the first test of a build that asks has made (decision 0040). Where the build has laid out nothing, they start from the whole
 * jar.
 */
public final class TestPrograms {

    private static final Path HOME =
            Path.of(System.getProperty("imece.home")).toAbsolutePath().normalize();
    private static final List<String> ALL = List.of("api-gateway", "gpu-worker");
    private static boolean prepared;

    private TestPrograms() {}

    /** The last options of Java on a command line that starts this program, and its jar. */
    public static List<String> run(String module) {
        prepare();
        // Half of a program helps nobody.
        List<String> words = new ArrayList<>(List.of("-XX:+ExitOnOutOfMemoryError"));
        if (Files.exists(archive(module))) {
            words.add("-XX:SharedArchiveFile=" + archive(module));
        }
        Path whole = HOME.resolve(module).resolve("target").resolve(module + "-exec.jar");
        Path laidOut = laidOut(module);
        words.addAll(List.of("-jar", (Files.exists(laidOut) ? laidOut : whole).toString()));
        return words;
    }

    /** From now on what starts a program finds its archive, also if it does not come here. */
    public static synchronized void prepare() {
        if (!prepared) {
            prepared = true;
            if (ALL.stream().allMatch(module -> Files.exists(laidOut(module)))) {
                makeArchives();
            }
        }
    }

    /** By one of the processes that run tests; the others wait for it. */
    private static void makeArchives() {
        Path lock = laidOut(ALL.getFirst()).resolveSibling("archives.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !ALL.stream().allMatch(module -> Files.exists(archive(module)))) {
                startEachOnce();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A launcher makes the archive of what it starts, and is quiet when that is done. */
    private static void startEachOnce() throws IOException {
        TestServers.Fresh servers = TestServers.fresh(TestPrograms.class);
        Path data = Files.createTempDirectory("imece-test-programs");
        FarmSettings farm = new FarmSettings(
                HOME, data, FreePorts.any(), "127.0.0.1", null, 1, 1, 10, null, false, List.of(), null);
        List<Member> members = List.of(
                Members.gateway(
                        farm,
                        1,
                        servers.brokerUri(),
                        servers.jdbcUrl(),
                        servers.password(),
                        new Extras(List.of(), List.of(), Map.of("SPRING_DATASOURCE_USERNAME", servers.user()))),
                Members.worker(
                        farm,
                        "archived",
                        "gpu-archived",
                        servers.brokerUri(),
                        new Extras(
                                List.of(), List.of("--imece.worker.lock-folder=" + data.resolve("locks")), Map.of())));
        try {
            members.forEach(Member::start);
            members.forEach(member -> member.quiet().join());
        } finally {
            members.forEach(member -> member.stop(Duration.ofSeconds(10), new CompletableFuture<>()));
            PrivateFiles.deleteTree(data);
        }
    }

    private static Path laidOut(String module) {
        return HOME.resolve(module).resolve("target").resolve(module).resolve(module + "-exec.jar");
    }

    /** As the launcher names it. */
    private static Path archive(String module) {
        Path jar = laidOut(module);
        return jar.resolveSibling(jar.getFileName() + "-" + Runtime.version() + ".jsa");
    }
}
