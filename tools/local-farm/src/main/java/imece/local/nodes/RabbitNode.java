package imece.local.nodes;

import imece.local.os.CacheFolder;
import imece.local.os.CommandProblem;
import imece.local.os.LogWatch;
import imece.local.os.PidFile;
import imece.local.os.PrivateFiles;
import imece.local.os.ProcessEnding;
import imece.local.os.ProcessLauncher;
import imece.local.os.ProcessRef;
import imece.local.os.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A private, real RabbitMQ with its own Erlang port mapper and its own users, whom it knows from a file even when it was wiped; the
 * guest account does not exist. The consumer timeout is RabbitMQ's own (30 minutes).
 */
public final class RabbitNode implements ServerNode {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

    /** An open port is not yet readiness. This is the last thing printed at a start, from 3.8 to 4.3, at any log level. */
    private static final String BANNER = "completed with ";

    /** As it lists them: user and process. */
    private static final Pattern CONNECTION = Pattern.compile("(\\S+)\\s+(<\\S+>)");

    private static final Pattern MILLIS = Pattern.compile("\\{ok, ?(\\d+)}");
    private static final String MARK = "-imece_data";

    private final NodePlace place;
    private final RabbitSettings settings;
    private final PidFile serverPid;
    private final PidFile mapperPid;
    private @Nullable RabbitHome home;
    private @Nullable Process server;
    private @Nullable Process mapper;

    /** A node on loopback. */
    public RabbitNode(NodePlace place) {
        this(place, "127.0.0.1");
    }

    /** A node whose AMQP port listens on this address; what belongs to Erlang stays on loopback. */
    public RabbitNode(NodePlace place, String listen) {
        this.place = place;
        PrivateFiles.folder(place.home());
        this.settings = new RabbitSettings(place.home(), listen);
        this.serverPid = new PidFile(place.home().resolve("server.pid"));
        this.mapperPid = new PidFile(place.home().resolve("epmd.pid"));
    }

    @Override
    public String name() {
        return "rabbitmq";
    }

    @Override
    public synchronized void start() {
        if (process().isPresent()) {
            return;
        }
        endLeftovers();
        RabbitHome found = home == null ? RabbitHome.find(CacheFolder.ofUser(), place.steps()) : home;
        home = found;
        settings.write();
        place.steps().run("Starting RabbitMQ", () -> {
            launchUntilReady(found);
            forgetRemovedUsers();
            return true;
        });
    }

    private void launchUntilReady(RabbitHome found) throws InterruptedException {
        Process portMapper = ProcessLauncher.server(
                place.home(),
                place.home().resolve("epmd.log"),
                settings.environment(found),
                List.of(
                        found.program("epmd"),
                        "-port",
                        Integer.toString(settings.mapperPort()),
                        "-address",
                        "127.0.0.1"));
        mapper = portMapper;
        mapperPid.write(portMapper.toHandle());
        LogWatch watch = LogWatch.fromNow(place.log());
        List<String> command = new ArrayList<>(List.of(found.script("rabbitmq-server")));
        // Words of our own on the command line, by which a later run knows the process.
        command.addAll(List.of(
                "-kernel",
                "inet_dist_use_interface",
                "{127,0,0,1}",
                MARK,
                place.home().toString()));
        Process started = ProcessLauncher.server(place.home(), place.log(), settings.environment(found), command);
        server = started;
        serverPid.write(started.toHandle());
        if (!watch.await(BANNER, started, START_LIMIT)) {
            CommandProblem problem = notUp(started, place.log());
            kill();
            throw problem;
        }
    }

    /** Why a server is not up: it has ended by itself, or takes too long. */
    static CommandProblem notUp(Process server, Path log) {
        String what = server.isAlive()
                ? "did not come up within %d s".formatted(START_LIMIT.toSeconds())
                : "ended with status %d before it was up".formatted(server.exitValue());
        return new CommandProblem("RabbitMQ %s. Its own words are in %s.".formatted(what, log));
    }

    @Override
    public synchronized void stop() {
        end("TERM");
    }

    @Override
    public synchronized void kill() {
        end("KILL");
    }

    /** The same as {@link #kill()}: RabbitMQ knows no quick stop that is not a crash. */
    public void stopImmediately() {
        kill();
    }

    @Override
    public synchronized void wipe() {
        kill();
        PrivateFiles.deleteTree(settings.data());
    }

    /** Suspends the server (SIGSTOP), or wakes it (SIGCONT): a broker that hangs with its connections open. */
    public synchronized void freeze(boolean frozen) {
        process().ifPresent(running -> ProcessEnding.send(running, frozen ? "STOP" : "CONT"));
    }

    @Override
    public synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(server).map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    @Override
    public String address() {
        return settings.host() + ":" + port();
    }

    /** The AMQP port; it stays over restarts. */
    public int port() {
        return settings.amqpPort();
    }

    /** Its users. Whoever changes one while it runs is to {@link #importUsers} or {@link #removeUser}. */
    public BrokerAccounts accounts() {
        return settings.accounts();
    }

    /** Has the running node take over the users of the file. */
    public synchronized void importUsers() {
        recallUnlessOurs();
        rabbitmqctl("import_definitions", settings.accounts().file().toString());
    }

    /** Deletes a user in the file and, if the node runs, there; its connections end. */
    public synchronized void removeUser(String user, boolean running) {
        settings.accounts().remove(user);
        if (running) {
            recallUnlessOurs();
            forgetRemovedUsers();
            endConnections(user);
        }
    }

    /** Whom the running node knows. */
    public Set<String> users() {
        return rabbitmqctl("list_users")
                .lines()
                .map(line -> line.split("\\s", 2)[0])
                .filter(user -> !user.isEmpty() && !user.equals("user"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a user of the running node has a connection. */
    public boolean connected(String user) {
        return rabbitmqctl("list_connections", "user")
                .lines()
                .anyMatch(line -> line.strip().equals(user));
    }

    /** Closes all connections of a user of the running node, such as one whose password is another now. */
    public synchronized void endConnections(String user) {
        recallUnlessOurs();
        for (String line :
                rabbitmqctl("list_connections", "user", "pid").lines().toList()) {
            Matcher of = CONNECTION.matcher(line.strip());
            if (of.matches() && of.group(1).equals(user)) {
                closeConnection(of.group(2));
            }
        }
    }

    private void closeConnection(String pid) {
        try {
            rabbitmqctl("close_connection", pid, "this account was ended or has another password");
        } catch (CommandProblem gone) {
            // It has ended meanwhile.
        }
    }

    private void recallUnlessOurs() {
        if (process().isEmpty() && !settings.recall()) {
            throw new CommandProblem("No RabbitMQ was ever started in %s.".formatted(place.home()));
        }
    }

    /** Users that were removed while the node did not run are still in its database. */
    private void forgetRemovedUsers() {
        for (String user : settings.accounts().removed()) {
            try {
                rabbitmqctl("delete_user", user);
            } catch (CommandProblem e) {
                // That it never knew one is as good.
                if (!String.valueOf(e.getMessage()).contains("exist")) {
                    throw e;
                }
            }
        }
        settings.accounts().removedEverywhere();
    }

    /** {@code amqp://user:password@host:port/%2F} of its administrator. */
    public String uri() {
        return uri("/");
    }

    /** The same for another virtual host. */
    public String uri(String virtualHost) {
        return settings.uri(virtualHost);
    }

    /** The address for another user. */
    public String uri(String user, String password) {
        return settings.uri(user, password, "/");
    }

    /** Makes a virtual host unless it is there, and lets the administrator do everything in it. */
    public void addVirtualHost(String virtualHost) {
        if (!virtualHost.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("expected letters, digits, dots, dashes, got: " + virtualHost);
        }
        rabbitmqctl("add_vhost", virtualHost);
        rabbitmqctl("set_permissions", "-p", virtualHost, BrokerAccounts.ADMINISTRATOR, ".*", ".*", ".*");
    }

    /**
     * Runs RabbitMQ's own command line tool on this node (about half a second).
     *
     * @return what it printed
     * @throws CommandProblem if it ends with an error, with its last lines
     */
    public String rabbitmqctl(String... words) {
        RabbitHome found;
        synchronized (this) {
            found = home == null ? RabbitHome.find(CacheFolder.ofUser(), place.steps()) : home;
        }
        List<String> command = new ArrayList<>(List.of(found.script("rabbitmqctl"), "--quiet"));
        command.addAll(List.of(words));
        Shell.Outcome outcome = Shell.run(place.home(), settings.environment(found), COMMAND_LIMIT, command);
        if (!outcome.ok()) {
            throw new CommandProblem(
                    "rabbitmqctl %s ended with %d: %s".formatted(words[0], outcome.status(), outcome.tail()));
        }
        return outcome.output();
    }

    /**
     * Another process's node on this folder, asked how long it waits for an acknowledgement.
     *
     * @return zero: without limit; empty: it can't be told, because nothing runs there or does not answer
     */
    public synchronized Optional<Duration> consumerTimeoutOfRunning() {
        if (!settings.recall()) {
            return Optional.empty();
        }
        try {
            return consumerTimeout(rabbitmqctl("eval", "application:get_env(rabbit, consumer_timeout)."));
        } catch (CommandProblem noAnswer) {
            return Optional.empty();
        }
    }

    /** Reads the Erlang term that tells it, in milliseconds. Erlang may warn of something in lines before it. */
    static Optional<Duration> consumerTimeout(String said) {
        String term = said.strip().lines().reduce("", (before, last) -> last);
        Matcher millis = MILLIS.matcher(term);
        if (millis.matches()) {
            return Optional.of(Duration.ofMillis(Long.parseLong(millis.group(1))));
        }
        boolean none = term.equals("undefined") || term.matches("\\{ok, ?(undefined|infinity)}");
        return none ? Optional.of(Duration.ZERO) : Optional.empty();
    }

    private void end(String signal) {
        process().ifPresent(running -> ProcessEnding.of(running, signal, STOP_LIMIT));
        server = null;
        serverPid.clear();
        Process portMapper = mapper;
        if (portMapper != null) {
            ProcessEnding.of(portMapper.toHandle(), "TERM", STOP_LIMIT);
        }
        mapper = null;
        mapperPid.clear();
    }

    /** Ends what an earlier run left running on this folder, the port mapper included (also ours, if only the server died). */
    @Override
    public synchronized void endLeftovers() {
        serverPid.find().filter(this::servesThisFolder).ifPresent(leftover -> {
            place.steps()
                    .say("RabbitMQ of an earlier run is still there (pid %d): ending it.".formatted(leftover.pid()));
            ProcessEnding.of(leftover, "TERM", STOP_LIMIT);
        });
        serverPid.clear();
        mapperPid
                .find()
                .filter(found -> ProcessRef.commandLine(found).stream().anyMatch(word -> word.endsWith("epmd")))
                .ifPresent(leftover -> ProcessEnding.of(leftover, "TERM", STOP_LIMIT));
        mapperPid.clear();
    }

    private boolean servesThisFolder(ProcessHandle candidate) {
        return ProcessRef.commandLine(candidate)
                .containsAll(List.of(MARK, place.home().toString()));
    }
}
