package imece.local.nodes;

import imece.local.os.CacheFolder;
import imece.local.os.CommandProblem;
import imece.local.os.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where a private RabbitMQ comes from on this machine, in the order in which a start looks. */
public sealed interface RabbitSource {
    /** What to do without any. */
    String OTHER_WAYS =
            " RabbitMQ is what hands the jobs to the GPUs, so the farm cannot start without one. Install the package rabbitmq-server"
                    + " (it need not run), or name a running RabbitMQ with --broker amqp://user:password@host:5672/%2F or IMECE_BROKER_URI,"
                    + " for example one that Docker runs.";

    /** Why there is none where nothing can be fetched. */
    String NOTHING_HERE = "There is no RabbitMQ on this machine, and no apt-get with which to fetch one.";

    /** Named by IMECE_RABBITMQ_HOME. */
    record Chosen(String version) implements RabbitSource {}

    /** On the machine. */
    record Installed(String version) implements RabbitSource {}

    /** Unpacked by an earlier start. */
    record Cached(String version) implements RabbitSource {}

    /** To be fetched by the next start. */
    record Fetched(String version) implements RabbitSource {}

    /** No way. */
    record Nowhere(String why) implements RabbitSource {}

    /** Looks; fetches nothing. */
    static RabbitSource look(CacheFolder cache) {
        try {
            var chosen = RabbitHome.chosen(System.getenv(RabbitHome.CHOICE)).map(home -> new Chosen(home.version()));
            if (chosen.isPresent()) {
                return chosen.get();
            }
            var installed = RabbitHome.installed().map(home -> new Installed(home.version()));
            if (installed.isPresent()) {
                return installed.get();
            }
            Path unpacked = RabbitPackages.folder(cache);
            if (Files.isDirectory(unpacked)) {
                return new Cached(RabbitHome.unpacked(unpacked).version());
            }
            return DebianPackages.canBeFetched() ? new Fetched(offered()) : new Nowhere(NOTHING_HERE);
        } catch (CommandProblem broken) {
            return new Nowhere(String.valueOf(broken.getMessage()));
        }
    }

    private static String offered() {
        Shell.Outcome policy = Shell.run(
                Path.of("/"),
                Map.of("LC_ALL", "C"),
                Duration.ofSeconds(20),
                List.of("apt-cache", "policy", "rabbitmq-server"));
        return policy.output()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Candidate: ") && !line.endsWith("(none)"))
                .map(line -> line.substring("Candidate: ".length()))
                .findFirst()
                .orElse("of the version that this system has");
    }
}
