package imece.gateway.http;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database that is away, stopping or overloaded from a mistake in a statement. */
public final class DatabaseAway {

    /**
     * SQLSTATE classes that say nothing about the statement: connection (08), transaction rolled back (40), resources (53),
     * operator intervention and timeouts (57), system error (58).
     */
    private static final List<String> CLASSES = List.of("08", "40", "53", "57", "58");

    /** Ended because it idled in a transaction for too long, as a frozen gateway's session is. */
    private static final String IDLE_IN_TRANSACTION = "25P03";

    private static final int DEEPEST_CAUSE = 20;

    private DatabaseAway() {}

    /** What a client is told. */
    public static Problem problem() {
        return new Problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "database-unavailable",
                "The database does not answer at the moment. Nothing was lost; please try again.",
                List.of(),
                Duration.ofSeconds(2));
    }

    /** Whether this failure will pass by itself once the database is back. */
    public static boolean caused(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (saysSo(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysSo(Throwable cause) {
        return switch (cause) {
            case DataAccessResourceFailureException e -> true;
            case QueryTimeoutException e -> true;
            case ConcurrencyFailureException e -> true;
            case CannotCreateTransactionException e -> true;
            // Neither commit nor rollback reached the server.
            case TransactionSystemException e -> true;
            case SQLTransientException e -> true;
            case SQLRecoverableException e -> true;
            case SQLException e -> passing(e.getSQLState());
            default -> false;
        };
    }

    /** The server always gives a state; what has none comes from the pool or the driver, whose connection is gone. */
    private static boolean passing(@Nullable String state) {
        return state == null
                || state.equals(IDLE_IN_TRANSACTION)
                || CLASSES.stream().anyMatch(state::startsWith);
    }
}
