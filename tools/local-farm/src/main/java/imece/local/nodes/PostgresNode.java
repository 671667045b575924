package imece.local.nodes;

import imece.local.os.CacheFolder;
import imece.local.os.CommandProblem;
import imece.local.os.FreePorts;
import imece.local.os.PidFile;
import imece.local.os.PrivateFiles;
import imece.local.os.ProcessEnding;
import imece.local.os.ProcessLauncher;
import imece.local.os.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private PostgreSQL 18 on loopback, durable as in production (fsync and synchronous commit are on), with a user and
 * a random password of its own. Runs as any user; as root it drops root through a user namespace, since PostgreSQL
 * refuses root.
 */
public final class PostgresNode implements ServerNode {
    /** The superuser. It makes databases; no gateway logs in as it. */
    public static final String USER = "imece";

    /** As whom gateways log in: it owns their database, and nothing else. */
    public static final String GATEWAY_USER = "imece_gateway";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final NodePlace place;
    private final Path data;
    private final PidFile pidFile;
    private final String password;
    private final String gatewayPassword;
    private int port;
    private @Nullable Process process;

    /** A node that lives in this place; nothing runs yet. */
    public PostgresNode(NodePlace place) {
        this.place = place;
        this.data = place.home().resolve("db");
        this.pidFile = new PidFile(PrivateFiles.folder(place.home()).resolve("server.pid"));
        this.password = PrivateFiles.secret(place.home().resolve("password"));
        this.gatewayPassword = PrivateFiles.secret(place.home().resolve("gateway-password"));
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public synchronized void start() {
        if (process().isPresent()) {
            return;
        }
        endLeftovers();
        Path programs = PostgresBinaries.folder(CacheFolder.ofUser(), place.steps());
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            place.steps().run("Making a new database cluster", () -> PostgresCluster.make(programs, data, password));
        }
        if (port == 0) {
            port = FreePorts.kept(place.home().resolve("port"));
        }
        place.steps().run("Starting PostgreSQL", () -> {
            launchUntilReady(programs);
            return true;
        });
    }

    private void launchUntilReady(Path programs) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        do {
            Process started = ProcessLauncher.server(place.home(), place.log(), Map.of(), command(programs));
            process = started;
            pidFile.write(started.toHandle());
            if (new PostgresClient(jdbcUrl(), USER, password).awaitAnswer(started, deadline)) {
                return;
            }
            // Children of a killed server hold its shared memory for a moment: the next try finds them gone.
            Thread.sleep(200);
        } while (System.nanoTime() < deadline);
        kill();
        throw new CommandProblem("PostgreSQL did not come up within %d s. Its own words are in %s."
                .formatted(START_LIMIT.toSeconds(), place.log()));
    }

    private List<String> command(Path programs) {
        return PostgresCluster.withoutRoot(List.of(
                programs.resolve("bin/postgres").toString(),
                "-D",
                data.toString(),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "port=" + port,
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=on",
                "-c",
                "max_connections=200",
                "-c",
                "shared_buffers=64MB",
                "-c",
                "log_checkpoints=off"));
    }

    @Override
    public synchronized void stop() {
        end("INT");
    }

    /** Ends it without a checkpoint (SIGQUIT), as {@code pg_ctl stop -m immediate}: the next start recovers from the log. */
    public synchronized void stopImmediately() {
        end("QUIT");
    }

    @Override
    public synchronized void kill() {
        end("KILL");
    }

    @Override
    public synchronized void wipe() {
        kill();
        PrivateFiles.deleteTree(data);
    }

    /** Suspends the server (SIGSTOP), or wakes it (SIGCONT): a host that hangs. Only the main process. */
    public synchronized void freeze(boolean frozen) {
        process().ifPresent(running -> ProcessEnding.send(running, frozen ? "STOP" : "CONT"));
    }

    @Override
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(process).map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    @Override
    public String address() {
        return "127.0.0.1:" + port();
    }

    /** The TCP port; 0 before the first start, then it stays. */
    public synchronized int port() {
        return port;
    }

    /** Of the database {@code postgres}, which is always there. */
    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /** Of this database; user and password apart. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s/%s".formatted(address(), database);
    }

    /** The superuser's password. */
    public String password() {
        return password;
    }

    /** The password of {@link #GATEWAY_USER}. */
    public String gatewayPassword() {
        return gatewayPassword;
    }

    /**
     * Makes a database unless it is there, and gives it to {@link #GATEWAY_USER} with all that is in it.
     *
     * @param database lower-case letters, digits and underscores
     */
    public void createDatabase(String database) {
        new PostgresClient(jdbcUrl(), USER, password).createDatabase(database);
        new PostgresClient(jdbcUrl(database), USER, password).giveToGateways(gatewayPassword);
    }

    private void end(String signal) {
        process().ifPresent(running -> ProcessEnding.of(running, signal, STOP_LIMIT));
        process = null;
        pidFile.clear();
    }

    /** Ends what an earlier run left running on this folder, by our note and by PostgreSQL's own. */
    @Override
    public synchronized void endLeftovers() {
        Optional<ProcessHandle> noted = pidFile.find().filter(this::servesThisFolder);
        Optional<ProcessHandle> own =
                PostgresCluster.pidNotedIn(data).flatMap(ProcessHandle::of).filter(this::servesThisFolder);
        noted.or(() -> own).ifPresent(leftover -> {
            place.steps()
                    .say("PostgreSQL of an earlier run is still there (pid %d): ending it.".formatted(leftover.pid()));
            ProcessEnding.of(leftover, "INT", STOP_LIMIT);
        });
        pidFile.clear();
        try {
            // A stale note whose number now belongs to a stranger would make PostgreSQL refuse to start.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new CommandProblem(
                    "Could not remove %s: %s".formatted(data.resolve("postmaster.pid"), e.getMessage()), e);
        }
    }

    private boolean servesThisFolder(ProcessHandle candidate) {
        return ProcessRef.commandLine(candidate).contains(data.toString());
    }
}
