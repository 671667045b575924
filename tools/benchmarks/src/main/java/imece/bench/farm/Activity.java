package imece.bench.farm;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What PostgreSQL has done in one database; or of two such, the difference, or a part of it.
 *
 * @param transactions committed ones
 * @param statements all that clients sent
 * @param walBytes written ahead, of the whole server
 * @param jobWrites rows of {@code jobs} that were changed
 * @param progressWrites of those, how many only told progress
 */
public record Activity(
        double transactions, double statements, double walBytes, double jobWrites, double progressWrites) {
    private static final String NOW = """
            select (select xact_commit from pg_stat_database where datname = current_database()),
                   (select coalesce(sum(calls), 0) from pg_stat_statements s join pg_database d on d.oid = s.dbid
                    where d.datname = current_database()),
                   (select wal_bytes from pg_stat_wal),
                   (select n_tup_upd from pg_stat_user_tables where relname = 'jobs'),
                   (select coalesce(sum(rows), 0) from pg_stat_statements s join pg_database d on d.oid = s.dbid
                    where d.datname = current_database() and query ilike 'update jobs%progress_at%')""";

    private static final String DEAREST = """
            select round(total_exec_time), calls, round((mean_exec_time)::numeric, 3), regexp_replace(query, '\\s+', ' ', 'g')
            from pg_stat_statements s join pg_database d on d.oid = s.dbid
            where d.datname = current_database() and query not ilike '%pg_stat_%' and query not ilike '%generate_series(%'
            order by total_exec_time desc limit ?""";

    private static final int SHOWN = 110;

    /** As of now, as far as it was told: a busy session tells once a second, one that falls idle only ten seconds later. */
    public static Activity now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_clear_snapshot()");
            try (ResultSet row = statement.executeQuery(NOW)) {
                row.next();
                return new Activity(
                        row.getDouble(1), row.getDouble(2), row.getDouble(3), row.getDouble(4), row.getDouble(5));
            }
        }
    }

    /** Forgets what statements have cost so far. */
    public static void forgetStatements(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_stat_statements_reset()");
        }
    }

    /** The statements on which the server spent most, a line each. */
    public static List<String> dearest(Connection connection, int most) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DEAREST)) {
            statement.setInt(1, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String query = row.getString(4);
                    lines.add(String.format(
                            Locale.ROOT,
                            "%,d ms in %,d calls of %s ms: `%s`",
                            row.getLong(1),
                            row.getLong(2),
                            row.getString(3),
                            query.length() > SHOWN ? query.substring(0, SHOWN) + "…" : query));
                }
            }
        }
        return lines;
    }

    /** This without so many times the other. */
    public Activity minus(Activity other, double times) {
        return new Activity(
                transactions - times * other.transactions,
                statements - times * other.statements,
                walBytes - times * other.walBytes,
                jobWrites - times * other.jobWrites,
                progressWrites - times * other.progressWrites);
    }

    /** One of so many equal parts. */
    public Activity per(double parts) {
        return new Activity(
                transactions / parts, statements / parts, walBytes / parts, jobWrites / parts, progressWrites / parts);
    }
}
