package imece.local;

import imece.local.TestServers.Fresh;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A database of a test, asked directly. Every question has a connection of its own: a pool hands out connections that were
 * used a moment ago without asking whether they live, and servers under test may be gone and back within that moment.
 */
public record TestDatabase(String jdbcUrl, String user, String password) {

    /** That of these servers; it may even be away. */
    public static TestDatabase of(Fresh servers) {
        return new TestDatabase(servers.jdbcUrl(), servers.user(), servers.password());
    }

    /** Reads one value per row. */
    public interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** What is read of every row, in their order. */
    public <T> List<T> query(String sql, Reading<T> reading, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = prepared(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reading.of(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Changes rows, and says how many; what the schema refuses comes out as the server said it. */
    public int change(String sql, Object... parameters) throws SQLException {
        try (Connection connection = connect();
                PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** A connection for who keeps it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
