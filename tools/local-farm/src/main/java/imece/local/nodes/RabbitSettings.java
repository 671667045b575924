package imece.local.nodes;

import imece.local.os.Addresses;
import imece.local.os.CommandProblem;
import imece.local.os.FreePorts;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** Everything RabbitMQ reads at its start, all of it inside the node's own folder: the machine's own files are not looked at. */
final class RabbitSettings {
    /** Far more than anything that gateways and workers say; the broker closes the channel of who sends more. */
    static final int MOST_MESSAGE_BYTES = 16 << 20;

    private final Path home;
    private final String listen;
    private final BrokerAccounts accounts;
    private int amqpPort;
    private int mapperPort;
    private int distributionPort;

    RabbitSettings(Path home, String listen) {
        this.home = home;
        this.listen = listen;
        this.accounts = new BrokerAccounts(home);
    }

    BrokerAccounts accounts() {
        return accounts;
    }

    Path data() {
        return home.resolve("mnesia");
    }

    /** Draws ports at the first call; afterwards they stay, so that clients find a restarted node where it was. */
    void write() {
        if (amqpPort == 0) {
            amqpPort = FreePorts.kept(home.resolve("port"));
            mapperPort = FreePorts.any();
            distributionPort = FreePorts.any();
            PrivateFiles.write(mapperPortFile(), mapperPort + "\n");
        }
        Path cookie = home.resolve(".erlang.cookie");
        PrivateFiles.secret(cookie);
        try {
            Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("r--------"));
        } catch (IOException e) {
            throw new CommandProblem("Could not protect %s: %s".formatted(cookie, e.getMessage()), e);
        }
        accounts.prepare();
        // With definitions to import there is no guest account. Their path is told from where the node runs: this file
        // may hold no
        // letters beyond Latin-1, and folders do.
        PrivateFiles.write(home.resolve("rabbitmq.conf"), """
                listeners.tcp.1 = %s:%d
                load_definitions = %s
                log.file = false
                log.console = true
                log.console.level = warning
                max_message_size = %d
                """.formatted(
                        listen.contains(":") ? "[" + listen + "]" : listen,
                        amqpPort,
                        home.relativize(accounts.file()),
                        MOST_MESSAGE_BYTES));
        PrivateFiles.write(home.resolve("enabled_plugins"), "[].\n");
    }

    /** Takes over what another process wrote for a node that it runs; false: none was ever started here. */
    boolean recall() {
        try {
            amqpPort = Integer.parseInt(Files.readString(home.resolve("port")).strip());
            mapperPort = Integer.parseInt(Files.readString(mapperPortFile()).strip());
            return true;
        } catch (IOException | NumberFormatException never) {
            return false;
        }
    }

    private Path mapperPortFile() {
        return home.resolve("epmd.port");
    }

    Map<String, String> environment(RabbitHome found) {
        return Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("PATH", found.path()),
                Map.entry("LC_ALL", "C.UTF-8"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(mapperPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODENAME", "imece@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                Map.entry("RABBITMQ_MNESIA_BASE", data().toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_ADVANCED_CONFIG_FILE",
                        home.resolve("no-advanced.config").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", home.resolve("no-env.conf").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        home.resolve("enabled_plugins").toString()),
                Map.entry(
                        "RABBITMQ_GENERATED_CONFIG_DIR",
                        home.resolve("generated").toString()),
                Map.entry("RABBITMQ_SCHEMA_DIR", home.resolve("schema").toString()),
                Map.entry("RABBITMQ_PID_FILE", home.resolve("rabbitmq.pid").toString()),
                // The start script then becomes the server, instead of staying beside it as a watcher.
                Map.entry("RUNNING_UNDER_SYSTEMD", "true"));
    }

    int amqpPort() {
        return amqpPort;
    }

    int mapperPort() {
        return mapperPort;
    }

    /** Under which name clients reach it. */
    String host() {
        return Addresses.reachable(listen);
    }

    String uri(String virtualHost) {
        return uri(BrokerAccounts.ADMINISTRATOR, accounts.administratorsPassword(), virtualHost);
    }

    String uri(String user, String password, String virtualHost) {
        return "amqp://%s:%s@%s:%d/%s"
                .formatted(user, password, host(), amqpPort, URLEncoder.encode(virtualHost, StandardCharsets.UTF_8));
    }
}
