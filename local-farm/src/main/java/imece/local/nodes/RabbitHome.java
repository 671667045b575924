package imece.local.nodes;

import imece.local.os.CacheFolder;
import imece.local.os.Launching;
import imece.local.os.Problem;
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
    private static final List<Path> INSTALLED = List.of(
            Path.of("/usr/lib/rabbitmq/lib"),
            Path.of("/opt/homebrew/opt/rabbitmq"),
            Path.of("/usr/local/opt/rabbitmq"));

    /** An installed one first; else Debian's or Ubuntu's packages, fetched and unpacked into the cache once. */
    static RabbitHome find(CacheFolder cache, Steps steps) {
        return INSTALLED.stream()
                .flatMap(folder -> scriptsUnder(folder).stream())
                .filter(scripts -> Launching.onPath("erl") && Launching.onPath("epmd"))
                .findFirst()
                .map(scripts -> new RabbitHome(scripts, null))
                .orElseGet(() -> unpacked(RabbitPackages.unpacked(cache, steps)));
    }

    private static RabbitHome unpacked(Path root) {
        Path scripts = scriptsUnder(root.resolve("usr/lib/rabbitmq/lib"))
                .orElseThrow(() -> new Problem(
                        "The unpacked RabbitMQ in %s has no rabbitmq-server. Delete that folder and start again."
                                .formatted(root)));
        return new RabbitHome(scripts, root.resolve("usr/lib/erlang/bin"));
    }

    private static Optional<Path> scriptsUnder(Path folder) {
        if (Files.isExecutable(folder.resolve("sbin/rabbitmq-server"))) {
            return Optional.of(folder.resolve("sbin"));
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, "rabbitmq_server-*")) {
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
