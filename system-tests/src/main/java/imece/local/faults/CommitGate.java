package imece.local.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Holds a commit back while it is being made, so that a test can do something to whoever waits for it. The server finishes
 * what it was told to commit whether or not anybody still listens: that is the moment after the commit and before all that
 * should follow it.
 */
final class CommitGate implements AutoCloseable {

    private static final int KEY = 7_230_011;
    private static final String REMOVE = "drop trigger if exists test_gate on jobs";

    private final Rows rows;
    private final Connection holder;

    /** Shuts the gate for changes of jobs that this condition on {@code new} (the row) is true of. */
    static CommitGate shut(Rows rows, String condition) throws SQLException {
        CommitGate gate = new CommitGate(rows);
        try {
            gate.shut(condition);
            return gate;
        } catch (SQLException e) {
            gate.close();
            throw e;
        }
    }

    private CommitGate(Rows rows) throws SQLException {
        this.rows = rows;
        this.holder = rows.database().connect();
    }

    private void shut(String condition) throws SQLException {
        run("""
                create or replace function test_gate() returns trigger language plpgsql as
                $$ begin perform pg_advisory_xact_lock_shared(%d); return null; end $$""".formatted(KEY));
        run("select pg_advisory_lock(" + KEY + ")");
        run("""
                create constraint trigger test_gate after insert or update on jobs
                deferrable initially deferred for each row when (%s) execute function test_gate()""".formatted(condition));
    }

    /** Waits until somebody stands before the gate, and returns the session's name: that of the gateway and its part. */
    String awaitSomebody() {
        return await(1).getFirst();
    }

    /** Waits until so many stand before the gate. */
    List<String> await(int commits) {
        Awaitility.await(commits + " commit(s) wait")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> waiting().size() == commits);
        return waiting();
    }

    private List<String> waiting() {
        return rows.query(
                "select a.application_name from pg_locks l join pg_stat_activity a using (pid)"
                        + " where l.locktype = 'advisory' and not l.granted and l.objid = " + KEY,
                row -> row.getString(1));
    }

    /**
     * Opens it: what waited is committed, and nothing waits any more. The lock is let go with the connection that held it,
     * whether or not the database was stopped meanwhile.
     */
    @Override
    public void close() throws SQLException {
        holder.close();
        removeFrom(rows);
    }

    /** Takes away a gate that could not be taken away when its test ended, because the database was not there. */
    static void removeFrom(Rows rows) {
        int unused = rows.change(REMOVE);
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = holder.createStatement()) {
            statement.execute(sql);
        }
    }
}
