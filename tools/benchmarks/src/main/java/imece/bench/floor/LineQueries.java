package imece.bench.floor;

import imece.bench.stats.Latencies;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The floors of {@code line}: what the two plain ways to a place cost on the farm's own table, as long as the line is. */
public final class LineQueries {
    private static final String COUNT = """
            select count(*) from jobs where lane = 'default' and status = 'queued'
            and ticket < (select max(ticket) from jobs where status = 'queued')""";

    private static final String WINDOW = """
            select id, owner, row_number() over (order by status = 'queued', dispatch_no, ticket)
            from jobs where lane = 'default' and status in ('queued', 'dispatched')""";

    private LineQueries() {}

    /** One job's place, counted: what a count per job would cost for each of them. */
    public static Latencies count(Connection connection, int times) throws SQLException {
        return measure(connection, COUNT, times);
    }

    /** Everybody's place by one window query: what each change would cost. */
    public static Latencies window(Connection connection, int times) throws SQLException {
        return measure(connection, WINDOW, times);
    }

    private static Latencies measure(Connection connection, String sql, int times) throws SQLException {
        Latencies latencies = new Latencies();
        for (int i = 0; i <= times; i++) {
            long begin = System.nanoTime();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    rows.getObject(1);
                }
            }
            if (i > 0) {
                latencies.add(System.nanoTime() - begin);
            }
        }
        return latencies;
    }
}
