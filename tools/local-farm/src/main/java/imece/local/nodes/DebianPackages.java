package imece.local.nodes;

import imece.local.os.CommandProblem;
import imece.local.os.PrivateFiles;
import imece.local.os.ProcessLauncher;
import imece.local.os.Shell;
import imece.local.os.Steps;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Packages of Debian or Ubuntu, fetched with the machine's own sources and keys but into folders of our own, and unpacked, not
 * installed: no root, nothing on the machine changes.
 */
public final class DebianPackages {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private DebianPackages() {}

    /** Whether this machine has the programs for it. */
    public static boolean canBeFetched() {
        return ProcessLauncher.onPath("apt-get") && ProcessLauncher.onPath("dpkg");
    }

    /**
     * Fetches packages, without what they depend on, and unpacks them as a little root file system.
     *
     * @param what for people, such as "RabbitMQ and Erlang, about 32 MB"
     * @param otherWays a sentence on what to do if that does not work; may be empty
     */
    public static void unpack(String what, List<String> packages, Path into, Steps steps, String otherWays)
            throws IOException {
        Path apt = PrivateFiles.folder(into.resolve("apt"));
        fetch(what, packages, apt, steps, otherWays);
        steps.run("Unpacking", () -> unpackAll(apt.resolve("packages"), into));
        PrivateFiles.deleteTree(apt);
    }

    /** As "debian-12-amd64": packages of another system or processor go into another folder. */
    public static String system() {
        Properties release = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("/etc/os-release"))) {
            release.load(reader);
        } catch (IOException unknown) {
            return "unknown-" + System.getProperty("os.arch");
        }
        return (release.getProperty("ID", "unknown") + "-" + release.getProperty("VERSION_ID", "rolling"))
                        .replace("\"", "")
                + "-" + System.getProperty("os.arch");
    }

    private static void fetch(String what, List<String> packages, Path apt, Steps steps, String otherWays)
            throws IOException {
        for (String folder : List.of("state/lists/partial", "cache/archives/partial", "packages")) {
            Files.createDirectories(apt.resolve(folder));
        }
        Shell.Outcome lists = steps.run(
                "Fetching the package lists (into the cache, nothing is installed)", () -> aptGet(apt, "update"));
        Shell.Outcome fetched = steps.run(
                "Fetching " + what,
                () -> aptGet(
                        apt,
                        Stream.concat(Stream.of("download"), packages.stream()).toArray(String[]::new)));
        if (!fetched.ok()) {
            // Some source of the machine may have failed at the lists; it matters only if a package is missing now.
            throw new CommandProblem("%s could not be fetched (apt-get ended with %d):\n%s\n%s\n"
                            .formatted(what, fetched.status(), lists.ok() ? "" : lists.tail(), fetched.tail())
                    + "Is this machine online?" + otherWays);
        }
    }

    private static Shell.Outcome aptGet(Path apt, String... words) {
        List<String> command = new ArrayList<>(List.of(
                "apt-get",
                "-qq",
                "-o",
                "Dir::State=" + apt.resolve("state"),
                "-o",
                "Dir::State::status=/var/lib/dpkg/status",
                "-o",
                "Dir::Cache=" + apt.resolve("cache"),
                "-o",
                "Debug::NoLocking=1",
                "-o",
                "Acquire::Languages=none",
                "-o",
                "APT::Sandbox::User=" + System.getProperty("user.name")));
        command.addAll(List.of(words));
        return Shell.run(apt.resolve("packages"), Map.of("LC_ALL", "C"), LIMIT, command);
    }

    private static Path unpackAll(Path packages, Path into) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(packages, "*.deb")) {
            for (Path one : all) {
                Shell.Outcome done =
                        Shell.run(packages, Map.of(), LIMIT, List.of("dpkg", "-x", one.toString(), into.toString()));
                if (!done.ok()) {
                    throw new CommandProblem("The package %s could not be unpacked: %s Is the disk full?"
                            .formatted(one.getFileName(), done.tail()));
                }
            }
        }
        return into;
    }
}
