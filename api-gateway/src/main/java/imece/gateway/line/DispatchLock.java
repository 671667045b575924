package imece.gateway.line;

import imece.gateway.broker.GatewayIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/**
 * One dispatcher at a time per lane, over all gateways: a session lock in Postgres on a connection of its own. The session is
 * ended by the server when it idles while it holds the lock, so a frozen gateway cannot keep the line standing.
 */
@Component
class DispatchLock implements AutoCloseable {

    private static final String LOCK = """
            select set_config('idle_session_timeout', '5000', false), set_config('lock_timeout', '10000', false),
                   pg_advisory_lock(hashtextextended('imece.dispatch.' || ?, 0))""";

    private static final String UNLOCK = """
            select pg_advisory_unlock(hashtextextended('imece.dispatch.' || ?, 0)),
                   set_config('idle_session_timeout', '0', false)""";

    private final DataSource connections;
    private @Nullable Connection connection;

    DispatchLock(DataSourceProperties settings, GatewayIdentity identity) {
        DriverManagerDataSource plain = new DriverManagerDataSource(
                settings.determineUrl(),
                Objects.requireNonNullElse(settings.determineUsername(), ""),
                Objects.requireNonNullElse(settings.determinePassword(), ""));
        Properties session = new Properties();
        session.setProperty("ApplicationName", identity.name() + " dispatcher");
        session.setProperty("tcpKeepAlive", "true");
        session.setProperty("connectTimeout", "5");
        session.setProperty("socketTimeout", "20");
        plain.setConnectionProperties(session);
        this.connections = plain;
    }

    /** What to do on the connection that holds the lock. */
    interface Work {
        void on(Connection connection) throws SQLException;
    }

    /**
     * Waits for the lane's lock and does the work under it.
     *
     * @throws SQLException if the database is away; the lock is then gone too
     */
    void holding(String lane, Work work) throws SQLException {
        Connection held = connection;
        if (held == null || held.isClosed()) {
            held = connections.getConnection();
            connection = held;
        }
        boolean ended = false;
        try {
            call(held, LOCK, lane);
            work.on(held);
            call(held, UNLOCK, lane);
            ended = true;
        } finally {
            if (!ended) {
                close();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        Connection held = connection;
        connection = null;
        if (held != null) {
            held.close();
        }
    }

    private static void call(Connection connection, String sql, String lane) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, lane);
            statement.execute();
        }
    }
}
