package imece.gateway.dispatch;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.gateway.broker.GatewayIdentity;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.stereotype.Component;

/**
 * One dispatcher at a time over all gateways (decision 0094): a session lock in Postgres on a connection of its own, and a term
 * in a row, raised by each who takes the lock. It is kept from pass to pass. The server ends the session when nothing is heard
 * on it for some seconds, so a frozen gateway cannot keep the line standing, and what it says when it wakes names a term that is
 * over. For the dispatcher's thread only.
 */
@Component
class Leadership implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);

    /** The terms of orders that slots follow. */
    interface HeardTerms {

        /** The greatest that is not above this one; 0 if there is none. */
        long greatest(long most);

        /** The same, of those orders that the dispatcher of this gateway cannot have given. */
        long strange(long most);
    }

    /** So often the session is used at least, and so often the lock is tried for. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Whoever stepped down does not stand again at once: another gateway may be better off. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** So long does one that is not fit to lead wait before it looks again. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final String TAKE = "select pg_try_advisory_lock(hashtextextended('imece.dispatch', 0))";
    private static final String STORED = "select term from dispatch_leadership";

    /** A frozen dispatcher that wakes finds a higher one in any case. */
    private static final String RAISE =
            "update dispatch_leadership set term = greatest(term + 1, ?), leader = ?, since = now() returning term";

    private static final String CHECK = "select term from dispatch_leadership where term = ?";

    private final DataSource connections;
    private final GatewayIdentity identity;
    private final MonotonicClock clock;
    private @Nullable Connection connection;
    private Moment next;
    private volatile long term;
    private volatile boolean held;

    Leadership(DataSourceProperties settings, GatewayIdentity identity, MonotonicClock clock, MeterRegistry meters) {
        DriverManagerDataSource plain = new DriverManagerDataSource(
                settings.determineUrl(),
                Objects.requireNonNullElse(settings.determineUsername(), ""),
                Objects.requireNonNullElse(settings.determinePassword(), ""));
        Properties session = new Properties();
        session.setProperty("ApplicationName", identity.name() + " dispatcher");
        session.setProperty(
                "options",
                "-c lock_timeout=10000 -c idle_in_transaction_session_timeout=3000 -c idle_session_timeout=5000");
        session.setProperty("tcpKeepAlive", "true");
        session.setProperty("connectTimeout", "5");
        session.setProperty("socketTimeout", "20");
        plain.setConnectionProperties(session);
        this.connections = plain;
        this.identity = identity;
        this.clock = clock;
        this.next = clock.now();
        Gauge.builder("imece.dispatch.leads", this, leadership -> leadership.held ? 1 : 0)
                .register(meters);
    }

    /** Whether this gateway is the dispatcher, as far as it knows. For any thread. */
    boolean held() {
        return held;
    }

    /** For how long nothing needs to be asked. */
    Duration untilNext() {
        Duration left = clock.now().until(next);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * The term, if this gateway leads or takes the lead now; it does not ask more often than once a second.
     *
     * @param heard the terms that slots tell of
     * @throws SQLException if the database is away, or the session was lost; it then leads no more
     */
    OptionalLong term(HeardTerms heard) throws SQLException {
        if (clock.now().isBefore(next)) {
            return held ? OptionalLong.of(term) : OptionalLong.empty();
        }
        next = clock.now().plus(EVERY);
        boolean asked = false;
        try {
            boolean leads = held ? checked() && outranks(heard) : taken(heard);
            asked = true;
            if (held && !leads) {
                stepDown("another gateway leads");
            }
            return leads ? OptionalLong.of(term) : OptionalLong.empty();
        } finally {
            if (!asked) {
                stepDown("the database session is lost");
            }
        }
    }

    private boolean checked() throws SQLException {
        try (PreparedStatement statement = session().prepareStatement(CHECK)) {
            statement.setLong(1, term);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Slots obey no order of a term below one that they have heard of, so this gateway takes another one. Always true. */
    private boolean outranks(HeardTerms heard) throws SQLException {
        long strange = heard.strange(TermRules.believed(term));
        if (TermRules.mustRise(term, strange)) {
            long before = term;
            raise(TermRules.next(term, strange));
            log.warn(
                    "Slots follow orders of term {} that this gateway has not given in its term {}: it dispatches in"
                            + " term {} from now on.",
                    strange,
                    before,
                    term);
        }
        return true;
    }

    private boolean taken(HeardTerms heard) throws SQLException {
        Connection session = session();
        try (PreparedStatement statement = session.prepareStatement(TAKE);
                ResultSet row = statement.executeQuery()) {
            if (!row.next() || !row.getBoolean(1)) {
                return false;
            }
        }
        long stored = stored();
        raise(TermRules.next(stored, heard.greatest(TermRules.believed(stored))));
        held = true;
        log.info("This gateway dispatches from now on, term {}.", term);
        return true;
    }

    private long stored() throws SQLException {
        try (PreparedStatement statement = session().prepareStatement(STORED);
                ResultSet row = statement.executeQuery()) {
            return only(row);
        }
    }

    private void raise(long next) throws SQLException {
        try (PreparedStatement statement = session().prepareStatement(RAISE)) {
            statement.setLong(1, next);
            statement.setString(2, identity.name());
            try (ResultSet row = statement.executeQuery()) {
                term = only(row);
            }
        }
    }

    private static long only(ResultSet row) throws SQLException {
        if (!row.next()) {
            throw new SQLException("The table dispatch_leadership has lost its row.");
        }
        return row.getLong(1);
    }

    /** Gives the lead up, if this gateway has it, and does not stand again for a while. */
    void stepDown(String why) {
        if (held) {
            log.warn("This gateway dispatches no more: {}. It was term {}.", why, term);
        }
        close();
        next = clock.now().plus(PAUSE);
    }

    /** Does not stand now; looks again in a moment. */
    void waitOn() {
        next = clock.now().plus(PATIENCE);
    }

    /** Ends the session, and with it the lead. */
    @Override
    public void close() {
        Connection session = connection;
        connection = null;
        held = false;
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                log.debug("The dispatcher's session had ended: {}", e.getMessage());
            }
        }
    }

    private Connection session() throws SQLException {
        Connection session = connection;
        if (session == null) {
            session = connections.getConnection();
            connection = session;
        }
        return session;
    }
}
