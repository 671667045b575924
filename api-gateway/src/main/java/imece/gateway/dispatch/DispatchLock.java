package imece.gateway.dispatch;

import imece.gateway.broker.GatewayIdentity;
import imece.gateway.job.rows.JobWriter.DispatchPass;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/**
 * One dispatcher at a time per lane, over all gateways: a session lock in Postgres on a connection of its own. It is kept for
 * a moment after a pass, since the next pass usually follows at once (decision 0039). The session is ended by the server when
 * it idles while it holds the lock, so a frozen gateway cannot keep the line standing. For the dispatcher's thread only.
 */
@Component
class DispatchLock implements DispatchPass.Session, AutoCloseable {

    private static final String LOCK = """
            select set_config('idle_session_timeout', '5000', false),
                   pg_advisory_lock(hashtextextended('imece.dispatch.' || ?, 0))""";

    private static final String UNLOCK = """
            select pg_advisory_unlock(hashtextextended('imece.dispatch.' || ?, 0)),
                   set_config('idle_session_timeout', '0', false)""";

    private final DataSource connections;
    private @Nullable Connection connection;
    private volatile @Nullable String lane;
    private long since;

    DispatchLock(DataSourceProperties settings, GatewayIdentity identity) {
        DriverManagerDataSource plain = new DriverManagerDataSource(
                settings.determineUrl(),
                Objects.requireNonNullElse(settings.determineUsername(), ""),
                Objects.requireNonNullElse(settings.determinePassword(), ""));
        Properties session = new Properties();
        session.setProperty("ApplicationName", identity.name() + " dispatcher");
        session.setProperty("options", "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=3000");
        session.setProperty("tcpKeepAlive", "true");
        session.setProperty("connectTimeout", "5");
        session.setProperty("socketTimeout", "20");
        plain.setConnectionProperties(session);
        this.connections = plain;
    }

    /**
     * Does the work under the lane's lock. If the lock is not held yet, it is waited for and taken in the same transaction;
     * another lane's is let go before, so that two gateways never wait for each other.
     *
     * @throws SQLException if the database is away; the lock is then gone too
     */
    @Override
    public <T> T under(String wanted, DispatchPass.Work<T> work) throws SQLException {
        Connection session = session();
        boolean ended = false;
        try {
            T done = wanted.equals(lane) ? work.on(session) : taking(session, wanted, work);
            ended = true;
            return done;
        } finally {
            if (!ended) {
                close();
            }
        }
    }

    private <T> T taking(Connection session, String wanted, DispatchPass.Work<T> work) throws SQLException {
        session.setAutoCommit(false);
        String before = lane;
        if (before != null) {
            call(session, UNLOCK, before);
            lane = null;
        }
        call(session, LOCK, wanted);
        T done = work.on(session);
        session.commit();
        session.setAutoCommit(true);
        since = System.nanoTime();
        lane = wanted;
        return done;
    }

    /** Whether this gateway holds the lane's lock. For any thread. */
    boolean holds(String asked) {
        return asked.equals(lane);
    }

    /** For how long a lock has been held; empty if none is. */
    Optional<Duration> heldFor() {
        return lane == null ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - since));
    }

    /** Lets the lock go, if one is held. */
    void release() throws SQLException {
        String held = lane;
        Connection session = connection;
        if (held == null || session == null) {
            return;
        }
        lane = null;
        boolean ended = false;
        try {
            call(session, UNLOCK, held);
            ended = true;
        } finally {
            if (!ended) {
                close();
            }
        }
    }

    /** Ends the session, and with it whatever it holds. */
    @Override
    public void close() throws SQLException {
        Connection session = connection;
        connection = null;
        lane = null;
        if (session != null) {
            session.close();
        }
    }

    private Connection session() throws SQLException {
        Connection session = connection;
        if (session == null || session.isClosed()) {
            lane = null;
            session = connections.getConnection();
            connection = session;
        }
        return session;
    }

    private static void call(Connection connection, String sql, String lane) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, lane);
            statement.execute();
        }
    }
}
