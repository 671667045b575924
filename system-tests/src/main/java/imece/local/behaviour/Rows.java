package imece.local.behaviour;

import imece.local.TestDatabase;
import imece.local.TestServers.Fresh;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** What the database holds, asked directly. */
record Rows(TestDatabase database) {

    Rows(Fresh servers) {
        this(TestDatabase.of(servers));
    }

    /** The first column of every row, as text. */
    List<String> texts(String sql, Object... parameters) {
        return database.query(sql, row -> String.valueOf(row.getString(1)), parameters);
    }

    /** The first column of the only row, as text. */
    String text(String sql, Object... parameters) {
        List<String> texts = texts(sql, parameters);
        if (texts.size() != 1) {
            throw new AssertionError("Expected one row, got " + texts + " for " + sql);
        }
        return Objects.requireNonNull(texts.getFirst());
    }

    /** Changes rows; what the schema refuses comes out as the server said it. */
    int change(String sql, Object... parameters) throws SQLException {
        return database.change(sql, parameters);
    }

    Connection connect() throws SQLException {
        return database.connect();
    }
}
