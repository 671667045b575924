package imece.local.nodes;

import imece.local.os.CommandProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/** The few statements that a node needs of itself. */
final class PostgresClient {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
    private static final String DUPLICATE_DATABASE = "42P04";

    private final PGSimpleDataSource source = new PGSimpleDataSource();

    PostgresClient(String jdbcUrl, String user, String password) {
        source.setUrl(jdbcUrl);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(2);
        source.setLoginTimeout(5);
    }

    /** Waits until a query is answered. False: the process ended before, or the time is over. */
    boolean awaitAnswer(Process server, long deadlineNanos) throws InterruptedException {
        while (server.isAlive() && System.nanoTime() < deadlineNanos) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                return true;
            } catch (SQLException notYet) {
                Thread.sleep(50);
            }
        }
        return false;
    }

    void createDatabase(String database) {
        if (!NAME.matcher(database).matches()) {
            throw new IllegalArgumentException("expected lower-case letters, digits and underscores, got: " + database);
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + database + "'")
                    .next()) {
                statement.execute("CREATE DATABASE " + database);
            }
        } catch (SQLException e) {
            if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                throw new CommandProblem("Could not make the database %s: %s".formatted(database, e.getMessage()), e);
            }
        }
    }

    /**
     * Gives the database that this is connected to, and all that is in it, to the role of gateways.
     *
     * @param password that of the role from now on; without quotes and backslashes
     */
    void giveToGateways(String password) {
        try (InputStream script = PostgresClient.class.getResourceAsStream("gateway-role.sql");
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            String text = new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
            statement.execute(text.replace(":'password'", "'" + password + "'"));
        } catch (IOException | SQLException e) {
            throw new CommandProblem(
                    "Could not give the database to the role of gateways: %s".formatted(e.getMessage()), e);
        }
    }
}
