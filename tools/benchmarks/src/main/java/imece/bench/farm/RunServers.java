package imece.bench.farm;

import imece.local.nodes.NodePlace;
import imece.local.nodes.PostgresNode;
import imece.local.nodes.RabbitNode;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL and RabbitMQ of one run, private and in a temporary folder, durable as in production. Floors and farms use the
 * same two servers, one after the other, each with a database and a virtual host of its own.
 */
public final class RunServers implements AutoCloseable {
    private final Path folder;
    private final PostgresNode postgres;
    private final RabbitNode rabbit;
    private final List<AutoCloseable> open = new ArrayList<>();
    private int number;
    private boolean closed;

    private RunServers(Path folder) {
        this.folder = folder;
        this.postgres = new PostgresNode(NodePlace.quiet(folder.resolve("postgres")));
        this.rabbit = new RabbitNode(NodePlace.quiet(folder.resolve("rabbitmq")));
    }

    /** Starts both; ends them when this program ends, however that comes. */
    public static RunServers start() {
        RunServers runServers;
        try {
            runServers = new RunServers(Files.createTempDirectory("imece-bench-"));
        } catch (IOException e) {
            throw new UncheckedIOException("There is no room for the bench's temporary folder.", e);
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(runServers::close));
        try {
            runServers.bringUp();
            return runServers;
        } catch (SQLException e) {
            runServers.close();
            throw new IllegalStateException("PostgreSQL does not take the bench's settings: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            runServers.close();
            throw e;
        }
    }

    private void bringUp() throws SQLException {
        postgres.start();
        // What counts the statements must be there from the server's start on.
        execute(postgres.jdbcUrl(), "alter system set shared_preload_libraries = 'pg_stat_statements'");
        postgres.stop();
        postgres.start();
        rabbit.start();
    }

    /** A new, empty database; its JDBC address. */
    public synchronized String newDatabase(String purpose) throws SQLException {
        String name = "bench_%s_%d".formatted(purpose, ++number);
        postgres.createDatabase(name);
        execute(postgres.jdbcUrl(name), "create extension pg_stat_statements");
        return postgres.jdbcUrl(name);
    }

    /** A new, empty virtual host; its AMQP address. */
    public synchronized String newVirtualHost(String purpose) {
        String name = "bench-%s-%d".formatted(purpose, ++number);
        rabbit.addVirtualHost(name);
        return rabbit.uri(name);
    }

    /** A new folder inside the run's own. */
    public synchronized Path newFolder(String purpose) {
        return PrivateFiles.folder(folder.resolve("%s-%d".formatted(purpose, ++number)));
    }

    /** A connection that commits each statement by itself. */
    public Connection connect(String jdbcUrl) throws SQLException {
        return DriverManager.getConnection(jdbcUrl, PostgresNode.USER, postgres.password());
    }

    /** As which gateways log in to the database. */
    public String gatewayPassword() {
        return postgres.gatewayPassword();
    }

    /** PostgreSQL's main process. */
    public ProcessHandle postgres() {
        return postgres.process().orElseThrow(() -> new IllegalStateException("PostgreSQL has ended."));
    }

    /** RabbitMQ's process. */
    public ProcessHandle rabbit() {
        return rabbit.process().orElseThrow(() -> new IllegalStateException("RabbitMQ has ended."));
    }

    /** What PostgreSQL calls its version. */
    public String postgresVersion() throws SQLException {
        try (Connection connection = connect(postgres.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_version")) {
            return row.next() ? row.getString(1) : "?";
        }
    }

    /** What RabbitMQ calls its version. */
    public String rabbitVersion() {
        return rabbit.rabbitmqctl("eval", "io:format(\"~s~n\", [rabbit_misc:version()]).")
                .lines()
                .findFirst()
                .orElse("?");
    }

    /** Ends this before the servers, if it is still open then. */
    synchronized void closeBefore(AutoCloseable user) {
        open.addFirst(user);
    }

    /** Forgets one that is closed. */
    synchronized void closed(AutoCloseable user) {
        open.remove(user);
    }

    private void execute(String url, String sql) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private synchronized List<AutoCloseable> stillOpen() {
        return List.copyOf(open);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        for (AutoCloseable user : stillOpen()) {
            try {
                user.close();
            } catch (Exception e) {
                System.err.println("Something of the bench could not be ended: " + e);
            }
        }
        rabbit.stop();
        postgres.stop();
        PrivateFiles.deleteTree(folder);
    }
}
