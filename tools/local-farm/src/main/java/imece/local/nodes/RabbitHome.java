package imece.local.nodes;

import imece.local.os.CacheFolder;
import imece.local.os.CommandProblem;
import imece.local.os.ProcessLauncher;
import imece.local.os.Steps;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An installed or unpacked RabbitMQ: the folder of its scripts, and that of the Erlang programs they call.
 *
 * @param scripts holds {@code rabbitmq-server} and {@code rabbitmqctl} themselves, not a system's wrappers around them
 * @param erlang holds {@code erl} and {@code epmd}; null: they are on the PATH
 */
record RabbitHome(Path scripts, @Nullable Path erlang) {
    /** The environment variable that names one. */
    static final String CHOICE = "IMECE_RABBITMQ_HOME";

    private static final String FOLDER = "rabbitmq_server-";
    private static final List<Path> INSTALLED = List.of(
            Path.of("/usr/lib/rabbitmq/lib"),
            Path.of("/opt/homebrew/opt/rabbitmq"),
            Path.of("/usr/local/opt/rabbitmq"));

    /** A chosen one first, then an installed one; else Debian's or Ubuntu's packages, fetched and unpacked into the cache once. */
    static RabbitHome find(CacheFolder cache, Steps steps) {
        return chosen(System.getenv(CHOICE))
                .or(RabbitHome::installed)
                .orElseGet(() -> unpacked(RabbitPackages.unpacked(cache, steps)));
    }

    /** The one that {@value #CHOICE} names: unpacked packages (with their Erlang), or RabbitMQ's own archive (Erlang on the PATH). */
    static Optional<RabbitHome> chosen(@Nullable String folder) {
        if (folder == null || folder.isBlank()) {
            return Optional.empty();
        }
        Path root = Path.of(folder).toAbsolutePath();
        return Optional.of(
                scriptsUnder(root).map(scripts -> new RabbitHome(scripts, null)).orElseGet(() -> unpacked(root)));
    }

    static Optional<RabbitHome> installed() {
        return INSTALLED.stream()
                .flatMap(folder -> scriptsUnder(folder).stream())
                .filter(scripts -> ProcessLauncher.onPath("erl") && ProcessLauncher.onPath("epmd"))
                .findFirst()
                .map(scripts -> new RabbitHome(scripts, null));
    }

    static RabbitHome unpacked(Path root) {
        Path scripts = scriptsUnder(root.resolve("usr/lib/rabbitmq/lib"))
                .orElseThrow(() -> new CommandProblem(
                        "The unpacked RabbitMQ in %s has no rabbitmq-server. Delete that folder, or correct %s, and start again."
                                .formatted(root, CHOICE)));
        return new RabbitHome(scripts, root.resolve("usr/lib/erlang/bin"));
    }

    /** As its folder says, such as "3.10.8"; "of unknown version" where that says nothing. */
    String version() {
        for (Path part : scripts) {
            if (part.toString().startsWith(FOLDER)) {
                return part.toString().substring(FOLDER.length());
            }
        }
        return "of unknown version";
    }

    private static Optional<Path> scriptsUnder(Path folder) {
        if (Files.isExecutable(folder.resolve("sbin/rabbitmq-server"))) {
            return Optional.of(folder.resolve("sbin"));
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, FOLDER + "*")) {
            return StreamSupport.stream(versions.spliterator(), false)
                    .map(version -> version.resolve("sbin"))
                    .filter(scripts -> Files.isExecutable(scripts.resolve("rabbitmq-server")))
                    .max(Path::compareTo);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    String script(String name) {
        return scripts.resolve(name).toString();
    }

    String program(String name) {
        return erlang == null ? name : erlang.resolve(name).toString();
    }

    /** The PATH with the Erlang that belongs to this RabbitMQ in front. */
    String path() {
        String inherited = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return erlang == null ? inherited : erlang + ":" + inherited;
    }
}
