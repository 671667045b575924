package imece.local;

import imece.local.jar.BootJar;
import imece.local.os.CacheFolder;
import imece.local.os.CommandProblem;
import imece.local.os.PrivateFiles;
import imece.local.os.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The programs of the last release, built from its commit at the first question and kept in the user's cache folder. Which
 * commit that is stands in {@code common/golden/last-release/COMMIT}.
 */
public final class LastRelease {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(15);
    private static final List<String> PROGRAMS = List.of("api-gateway", "gpu-worker", "local-farm");

    private final Path folder;

    private LastRelease(Path folder) {
        this.folder = folder;
    }

    /** That of this source tree; built if it was not yet, which takes some minutes. */
    public static LastRelease built() {
        Path home = Path.of(System.getProperty("imece.home")).toAbsolutePath().normalize();
        String commit = commit(home);
        CacheFolder releases = new CacheFolder(CacheFolder.ofUser().root().resolve("releases"));
        return new LastRelease(releases.filled(commit.substring(0, 7) + "-farm", draft -> build(home, commit, draft)));
    }

    /** Its executable jar of that module. */
    public Path jar(String module) {
        return in(folder, module);
    }

    /** Where its launcher looks for all of them. */
    public Path home() {
        return folder;
    }

    private static Path in(Path home, String module) {
        return home.resolve(module).resolve("target").resolve(module + "-exec.jar");
    }

    /** A command line of this release that starts a program, changed so that it starts the one of the last release. */
    public List<String> instead(String module, List<String> command) {
        List<String> changed = new ArrayList<>(command);
        // An archive holds the classes of this release.
        changed.removeIf(word -> word.startsWith("-XX:SharedArchiveFile="));
        changed.set(changed.indexOf("-jar") + 1, jar(module).toString());
        return changed;
    }

    /** Its contract, with the libraries that it came with and nothing of this release. */
    public URLClassLoader contract() {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder.resolve("lib"), "*.jar")) {
            List<URL> all = new ArrayList<>();
            for (Path jar : jars) {
                all.add(jar.toUri().toURL());
            }
            return new URLClassLoader(all.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commit(Path home) {
        Path file = home.resolve("common/golden/last-release/COMMIT");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void build(Path home, String commit, Path draft) throws IOException {
        if (!Shell.run(home, Map.of(), BUILD_LIMIT, List.of("git", "cat-file", "-e", commit + "^{commit}"))
                .ok()) {
            throw new CommandProblem(
                    "The last release, commit %s, is not in this clone, so it cannot be built to run beside this one. Fetch it with: git fetch --unshallow"
                            .formatted(commit));
        }
        Path sources = Files.createTempDirectory("imece-last-release");
        try {
            Path archive = sources.resolve("sources.tar");
            run(home, List.of("git", "archive", "--format=tar", "--output=" + archive, commit));
            run(sources, List.of("tar", "-xf", archive.toString()));
            run(
                    sources,
                    List.of(
                            "mvn",
                            "-B",
                            "-q",
                            "-ntp",
                            "-DskipTests",
                            "-Dui.skip=true",
                            "-pl",
                            String.join(",", PROGRAMS),
                            "-am",
                            "package"));
            for (String program : PROGRAMS) {
                Path jar = in(draft, program);
                Files.createDirectories(jar.getParent());
                Files.copy(in(sources, program), jar);
            }
            new BootJar(in(draft, "gpu-worker")).unpackLibraries(Files.createDirectory(draft.resolve("lib")));
        } finally {
            PrivateFiles.deleteTree(sources);
        }
    }

    private static void run(Path in, List<String> command) {
        Shell.Outcome outcome = Shell.run(in, Map.of(), BUILD_LIMIT, command);
        if (!outcome.ok()) {
            throw new CommandProblem("The last release could not be built: %s ended with %d.\n%s"
                    .formatted(String.join(" ", command), outcome.status(), outcome.tail()));
        }
    }
}
