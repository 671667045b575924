package imece.bench.farm;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes a line long: rows like one that the farm itself made, added by one statement. (Submits by HTTP are measured where they
 * are the question; a hundred thousand of them would take the time of the whole bench.)
 */
public final class LineFilling {
    /** The row's own identity and place are new, all else is the pattern's. */
    private static final String ADD = """
            insert into jobs select made.* from generate_series(1, ?) number,
            lateral jsonb_populate_record(null::jobs, ?::jsonb || jsonb_build_object(
                'id', gen_random_uuid(), 'ticket', nextval('tickets') + 0 * number, 'message_id', null)) made""";

    /** The same, one for each of these people. */
    private static final String ADD_FOR = """
            insert into jobs select made.* from unnest(?) who,
            lateral jsonb_populate_record(null::jobs, ?::jsonb || jsonb_build_object(
                'id', gen_random_uuid(), 'ticket', nextval('tickets'), 'owner', who, 'message_id', null)) made""";

    private static final String LIVE =
            "select count(*) from jobs where status in ('queued', 'dispatched', 'processing')";

    private final Connection connection;
    private final String pattern;

    private LineFilling(Connection connection, String pattern) {
        this.connection = connection;
        this.pattern = pattern;
    }

    /** Has the farm, whose worker does not run yet, make two jobs, and takes the one that still stands in the line as the pattern. */
    public static LineFilling of(OwnFarm farm, BenchVisitor owner)
            throws SQLException, IOException, InterruptedException {
        owner.submit(2);
        Connection connection = farm.connect();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select to_jsonb(jobs)::text from jobs where status = 'queued' order by ticket desc limit 1")) {
            if (!row.next()) {
                throw new IllegalStateException("No job stands in the line, although no worker runs.");
            }
            return new LineFilling(connection, row.getString(1));
        }
    }

    /** Adds jobs to the line, all at once. */
    public void add(int count) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setInt(1, count);
            statement.setString(2, pattern);
            statement.executeUpdate();
        }
    }

    /** Adds a job at the end of the line for each of these people. */
    public void addFor(List<UUID> owners) throws SQLException {
        Array array = connection.createArrayOf("uuid", owners.toArray());
        try (PreparedStatement statement = connection.prepareStatement(ADD_FOR)) {
            statement.setArray(1, array);
            statement.setString(2, pattern);
            statement.executeUpdate();
        } finally {
            array.free();
        }
    }

    /** Takes away all jobs that wait and were not yet handed to the broker; whose they were. */
    public List<UUID> takeAwayQueued() throws SQLException {
        List<UUID> owners = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("delete from jobs where status = 'queued' returning owner")) {
            while (rows.next()) {
                owners.add(rows.getObject(1, UUID.class));
            }
        }
        return owners;
    }

    /** Makes the line so long, if it is shorter. */
    public void addUpTo(int count) throws SQLException {
        int missing = count - live();
        if (missing > 0) {
            add(missing);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("analyze jobs");
        }
    }

    /** Jobs that are not over. */
    public int live() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LIVE)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Waits until the line is empty and nothing runs; looks every so often. */
    public void awaitEmpty(Duration look, Duration limit) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (int live = live(); live > 0; live = live()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%d jobs are still not over after %d s.".formatted(live, limit.toSeconds()));
            }
            Thread.sleep(look);
        }
    }

    /** The connection that it works on. */
    public Connection connection() {
        return connection;
    }
}
