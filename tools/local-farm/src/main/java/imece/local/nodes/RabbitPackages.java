package imece.local.nodes;

import imece.local.os.CacheFolder;
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
 * RabbitMQ and its Erlang from the packages of Debian or Ubuntu, fetched with the machine's own sources and keys but into
 * folders of our own, and unpacked, not installed: no root, nothing on the machine changes.
 */
final class RabbitPackages {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final List<String> ERLANG = List.of(
            "base",
            "asn1",
            "crypto",
            "public-key",
            "mnesia",
            "runtime-tools",
            "ssl",
            "eldap",
            "inets",
            "os-mon",
            "parsetools",
            "syntax-tools",
            "tools",
            "xmerl",
            "ftp",
            "tftp");

    private RabbitPackages() {}

    /** The folder into which everything is unpacked, as a little root file system. */
    static Path unpacked(CacheFolder cache, Steps steps) {
        if (!Files.isDirectory(folder(cache)) && !canBeFetched()) {
            throw new CommandProblem(RabbitSource.NOTHING_HERE + RabbitSource.OTHER_WAYS);
        }
        String name = name();
        return cache.filled(name, draft -> {
            Path apt = PrivateFiles.folder(draft.resolve("apt"));
            fetch(apt, steps);
            steps.run("Unpacking RabbitMQ", () -> unpack(apt.resolve("packages"), draft));
            setPluginsAside(draft);
            relocate(draft, cache.root().resolve(name));
            PrivateFiles.deleteTree(apt);
        });
    }

    /** Where it lies, or will lie. */
    static Path folder(CacheFolder cache) {
        return cache.root().resolve(name());
    }

    static boolean canBeFetched() {
        return ProcessLauncher.onPath("apt-get") && ProcessLauncher.onPath("dpkg");
    }

    private static String name() {
        return "rabbitmq-lean-" + system() + "-" + System.getProperty("os.arch");
    }

    private static void fetch(Path apt, Steps steps) throws IOException {
        for (String folder : List.of("state/lists/partial", "cache/archives/partial", "packages")) {
            Files.createDirectories(apt.resolve(folder));
        }
        Shell.Outcome lists = steps.run(
                "Fetching the package lists (into the cache, nothing is installed)", () -> aptGet(apt, "update"));
        Shell.Outcome fetched = steps.run("Fetching RabbitMQ and Erlang, about 32 MB", () -> {
            List<String> words = new ArrayList<>(List.of("download", "rabbitmq-server"));
            ERLANG.forEach(part -> words.add("erlang-" + part));
            return aptGet(apt, words.toArray(String[]::new));
        });
        if (!fetched.ok()) {
            // Some source of the machine may have failed at the lists; it matters only if a package is missing now.
            throw new CommandProblem("The packages of RabbitMQ could not be fetched (apt-get ended with %d):\n%s\n%s\n"
                            .formatted(fetched.status(), lists.ok() ? "" : lists.tail(), fetched.tail())
                    + "Is this machine online?" + RabbitSource.OTHER_WAYS);
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

    private static Path unpack(Path packages, Path into) throws IOException {
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

    /**
     * At each start RabbitMQ reads the modules of every plugin that lies there, enabled or not; without those a start takes
     * half the time. (They lie beside, for who wants one back.)
     */
    private static void setPluginsAside(Path draft) throws IOException {
        try (Stream<Path> folders = Files.find(
                draft.resolve("usr/lib/rabbitmq/lib"), 2, (path, is) -> path.endsWith("plugins") && is.isDirectory())) {
            for (Path plugins : folders.toList()) {
                Path aside = Files.createDirectories(plugins.resolveSibling("plugins-aside"));
                try (DirectoryStream<Path> all = Files.newDirectoryStream(plugins, "rabbitmq_*")) {
                    for (Path plugin : all) {
                        if (!plugin.getFileName().toString().startsWith("rabbitmq_prelaunch")) {
                            Files.move(plugin, aside.resolve(plugin.getFileName()));
                        }
                    }
                }
            }
        }
    }

    /** Debian's Erlang knows only /usr/lib/erlang and ignores its environment: its start scripts are told the new home. */
    private static void relocate(Path draft, Path finalRoot) throws IOException {
        Path programs = draft.resolve("usr/lib/erlang");
        try (Stream<Path> files = Files.walk(programs, 3)) {
            List<Path> scripts = files.filter(file -> file.endsWith("bin/erl") || file.endsWith("bin/start"))
                    .filter(Files::isRegularFile)
                    .toList();
            for (Path script : scripts) {
                String text = Files.readString(script);
                Files.writeString(
                        script,
                        text.replace(
                                "ROOTDIR=/usr/lib/erlang", "ROOTDIR='" + finalRoot.resolve("usr/lib/erlang") + "'"));
            }
        }
    }

    /** As "debian-12": another system's packages go into another folder. */
    private static String system() {
        Properties release = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("/etc/os-release"))) {
            release.load(reader);
        } catch (IOException unknown) {
            return "unknown";
        }
        return (release.getProperty("ID", "unknown") + "-" + release.getProperty("VERSION_ID", "rolling"))
                .replace("\"", "");
    }
}
