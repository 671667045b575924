package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database holds. */
record Rows(TestDatabase database) {

    /** A job, its status as users know it. */
    record JobRow(
            String status,
            String stored,
            long version,
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

    /** The highest ticket so far; jobs that come later have higher ones. */
    long lastTicket() {
        return query("select coalesce(max(ticket), 0) from jobs", row -> row.getLong(1))
                .getFirst();
    }

    /** How many jobs are not over. */
    long live() {
        return count("jobs where status in ('queued', 'dispatched', 'processing')");
    }

    /** I1, and that no run is left open: whatever was accepted after that ticket is over, completed at most once. */
    void assertEveryJobEndedOnce(long afterTicket) {
        assertThat(live()).as("jobs that are not over").isZero();
        assertThat(query("""
                        select j.id || ' ' || j.status || ' ' || count(r.run_id) from jobs j
                        left join runs r on r.job_id = j.id and r.outcome = 'completed'
                        where j.ticket > %d
                        group by j.id having count(r.run_id) <> (j.status = 'complete')::int""".formatted(afterTicket), row -> row.getString(1)))
                .as("jobs completed by more or fewer than one run")
                .isEmpty();
        assertThat(count("runs r join jobs j on j.id = r.job_id where r.outcome is null and j.ticket > " + afterTicket))
                .as("runs without an end")
                .isZero();
    }

    /** For load that no test could submit in time; behaviour is never made this way. */
    int change(String sql) {
        try {
            return database.change(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    <T> List<T> query(String sql, TestDatabase.Reading<T> reading) {
        return database.query(sql, reading);
    }
}
