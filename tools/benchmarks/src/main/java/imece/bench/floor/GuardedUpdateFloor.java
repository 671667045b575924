package imece.bench.floor;

import imece.bench.farm.RunServers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The floor of {@code flow}: single rows, each changed under a guard and committed durably, by some clients at once. */
public final class GuardedUpdateFloor {
    private static final int ROWS = 10_000;

    private GuardedUpdateFloor() {}

    /** How many commit per second. */
    public static double perSecond(RunServers runServers, int clients, Duration length) throws Exception {
        String jdbcUrl = runServers.newDatabase("updates");
        try (Connection connection = runServers.connect(jdbcUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("create table rows (id int primary key, rev bigint not null, status text not null)");
            statement.execute(
                    "insert into rows select n, 0, repeat('x', 400) from generate_series(0, " + (ROWS - 1) + ") n");
        }
        long begin = System.nanoTime();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            int first = client;
            work.add(() -> commits(runServers, jdbcUrl, first, clients, begin + length.toNanos()));
        }
        int commits = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (Future<Integer> each : threads.invokeAll(work)) {
                commits += each.get();
            }
        }
        return commits / ((System.nanoTime() - begin) / 1e9);
    }

    /** Each client goes through rows of its own, so that none waits for another. */
    private static int commits(RunServers runServers, String jdbcUrl, int first, int step, long until)
            throws SQLException {
        int commits = 0;
        try (Connection connection = runServers.connect(jdbcUrl);
                PreparedStatement update =
                        connection.prepareStatement("update rows set rev = rev + 1 where id = ? and rev = ?")) {
            for (int i = 0; System.nanoTime() < until; i++) {
                int mine = ROWS / step;
                update.setInt(1, i % mine * step + first);
                update.setLong(2, i / mine);
                commits += update.executeUpdate();
            }
        }
        return commits;
    }
}
