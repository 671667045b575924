package imece.local.doctor;

import com.sun.management.OperatingSystemMXBean;
import imece.local.doctor.Facts.MachineFacts;
import imece.local.doctor.Facts.Room;
import imece.local.doctor.Facts.ToolFacts;
import imece.local.os.ProcessLauncher;
import imece.local.os.Shell;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Programs, memory, limits, clock, folders. */
final class LookingAtMachine {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CONNECT_MILLIS = 2_000;
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +(\\d+).*");
    private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +(\\d+) kB.*");
    private static final String LAUNCHER = "tools/local-farm";
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private LookingAtMachine() {}

    static ToolFacts tools(Path home, Map<String, String> environment) {
        return new ToolFacts(
                Runtime.version().feature(),
                firstLine("mvn", "--version"),
                firstLine("node", "--version"),
                ProcessLauncher.onPath("npm"),
                Stream.of("api-gateway", "gpu-worker", LAUNCHER).allMatch(module -> Files.exists(jar(home, module))),
                chromium(environment.get("IMECE_CHROMIUM")));
    }

    private static @Nullable String chromium(@Nullable String chosen) {
        return Stream.concat(Stream.ofNullable(chosen), BROWSERS.stream())
                .filter(each -> ProcessLauncher.onPath(each) || Files.isExecutable(Path.of(each)))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String firstLine(String... command) {
        Shell.Outcome outcome =
                Shell.run(Path.of("/"), Map.of("LC_ALL", "C", "NO_COLOR", "1"), PATIENCE, List.of(command));
        return outcome.ok()
                ? outcome.output()
                        .replaceAll("\u001B\\[[0-9;]*m", "")
                        .lines()
                        .findFirst()
                        .orElse("it says nothing")
                : null;
    }

    private static Path jar(Path home, String module) {
        Path folder = home.resolve(module);
        return folder.resolve("target").resolve(folder.getFileName() + "-exec.jar");
    }

    static MachineFacts machine(Path home, Path data) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long memory = system.getTotalMemorySize();
        long available = found(Path.of("/proc/meminfo"), AVAILABLE)
                .map(kilobytes -> Math.min(memory, kilobytes << 10))
                .orElseGet(system::getFreeMemorySize);
        return new MachineFacts(
                Runtime.getRuntime().availableProcessors(),
                memory,
                available,
                found(Path.of("/proc/self/limits"), OPEN_FILES).orElse(null),
                InstantSource.system().instant(),
                newest(home, data),
                loopback());
    }

    private static Optional<Long> found(Path file, Pattern line) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line::matcher)
                    .filter(Matcher::matches)
                    .map(match -> Long.valueOf(match.group(1)))
                    .findFirst();
        } catch (IOException otherSystem) {
            return Optional.empty();
        }
    }

    private static Instant newest(Path home, Path data) {
        Instant newest = written(jar(home, LAUNCHER));
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(data)) {
            for (Path each : kept) {
                Instant written = written(each);
                newest = written.isAfter(newest) ? written : newest;
            }
        } catch (IOException noneYet) {
            // Then there is only the program itself.
        }
        return newest;
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }

    private static @Nullable String loopback() {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            try (Socket client = new Socket()) {
                client.connect(server.getLocalSocketAddress(), CONNECT_MILLIS);
            }
            return Arrays.stream(InetAddress.getAllByName("localhost")).allMatch(InetAddress::isLoopbackAddress)
                    ? null
                    : "The name localhost leads somewhere else.";
        } catch (IOException broken) {
            return "127.0.0.1 does not work (%s).".formatted(broken.getMessage());
        }
    }

    /** The room where a folder lies or would lie. */
    static Room room(String name, Path folder, long needed, long comfortable) {
        Path there = folder;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        boolean usable = Files.isDirectory(there) && Files.isWritable(there);
        String trouble = usable ? null : there + (Files.isDirectory(there) ? " is not yours" : " is not a folder");
        try {
            return new Room(name, folder, Files.getFileStore(there).getUsableSpace(), trouble, needed, comfortable);
        } catch (IOException untold) {
            return new Room(name, folder, -1, trouble, needed, comfortable);
        }
    }
}
