package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database holds. */
final class Rows implements AutoCloseable {
    private final HikariDataSource database = new HikariDataSource();

    /** Nothing is asked yet; the database may even be away. */
    Rows(String jdbcUrl, String user, String password) {
        database.setJdbcUrl(jdbcUrl);
        database.setUsername(user);
        database.setPassword(password);
        database.setMaximumPoolSize(2);
        database.setMinimumIdle(0);
        database.setInitializationFailTimeout(-1);
        database.setConnectionTimeout(2_000);
    }

    /** A connection of its own, for who keeps it. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(), database.getPassword());
    }

    @Override
    public void close() {
        database.close();
    }

    /** A job, its status as users know it. */
    record JobRow(
            String status,
            String stored,
            long rev,
            long epoch,
            int attempt,
            int failures,
            long ticket,
            @Nullable UUID runId,
            @Nullable String worker,
            @Nullable String sha256) {}

    JobRow job(UUID id) {
        return query("select * from jobs where id = '" + id + "'", row -> {
                    String stored = row.getString("status");
                    return new JobRow(
                            stored.equals("dispatched") ? "queued" : stored,
                            stored,
                            row.getLong("rev"),
                            row.getLong("epoch"),
                            row.getInt("attempt"),
                            row.getInt("failures"),
                            row.getLong("ticket"),
                            row.getObject("run_id", UUID.class),
                            row.getString("worker"),
                            row.getString("sha256"));
                })
                .getFirst();
    }

    /** The outcomes of a job's runs, in the order of their starts. */
    List<String> outcomes(UUID id) {
        return query(
                "select coalesce(outcome, 'running') from runs where job_id = '" + id
                        + "' order by attempt, started_at",
                row -> row.getString(1));
    }

    long count(String what) {
        return query("select count(*) from " + what, row -> row.getLong(1)).getFirst();
    }

    /** I1, and that no run is left open: whatever was accepted is over, completed at most once. */
    void assertEveryJobEndedOnce() {
        assertThat(count("jobs where status in ('queued', 'dispatched', 'processing')"))
                .as("jobs that are not over")
                .isZero();
        assertThat(query("""
                        select j.id || ' ' || j.status || ' ' || count(r.run_id) from jobs j
                        left join runs r on r.job_id = j.id and r.outcome = 'completed'
                        group by j.id having count(r.run_id) <> (j.status = 'complete')::int""", row -> row.getString(1)))
                .as("jobs completed by more or fewer than one run")
                .isEmpty();
        assertThat(count("runs where outcome is null"))
                .as("runs without an end")
                .isZero();
    }

    /** For load that no test could submit in time; behaviour is never made this way. */
    int change(String sql) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Reads one value per row. */
    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Reading<T> reading) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
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
}
