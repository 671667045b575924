package imece.bench.farm;

import imece.local.farm.Extras;
import imece.local.farm.FarmSettings;
import imece.local.farm.Member;
import imece.local.farm.Members;
import imece.local.os.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A farm of one gateway and one worker with the demo engine, whose JVMs have an agent each that notes down which lines run,
 * and whose database counts the calls of SQL functions.
 */
public final class CoveredFarm implements AutoCloseable {
    private static final int DEMO_STEP_MILLIS = 100;

    private final RunServers runServers;
    private final String jdbcUrl;
    private final FarmSettings settings;
    private final Member gateway;
    private final Member worker;

    private CoveredFarm(RunServers runServers, @Nullable Path jars, String gatewayAgent, String workerAgent)
            throws SQLException {
        this.runServers = runServers;
        this.jdbcUrl = runServers.newDatabase("entrance");
        String broker = runServers.newVirtualHost("entrance");
        Path data = runServers.newFolder("entrance");
        Path home =
                Path.of(System.getProperty("imece.home", "")).toAbsolutePath().normalize();
        this.settings = new FarmSettings(
                home, data, FreePorts.any(), "127.0.0.1", null, 1, 1, DEMO_STEP_MILLIS, null, false, List.of(), broker);
        this.gateway = Members.gateway(
                settings,
                1,
                broker,
                jdbcUrl,
                runServers.gatewayPassword(),
                new Extras(
                        List.of(gatewayAgent),
                        List.of("--imece.limits.owner.per-minute=1000000", "--imece.limits.owner.burst=1000000"),
                        Map.of(),
                        jars));
        this.worker = Members.worker(
                settings,
                "worker-1",
                "demo-0",
                broker,
                new Extras(
                        List.of(workerAgent),
                        List.of("--imece.worker.lock-folder=" + data.resolve("locks")),
                        Map.of(),
                        jars));
        runServers.closeBefore(this);
    }

    /**
     * With gateway and worker ready.
     *
     * @param jars a folder with the jars of another build; null: this one's
     * @param gatewayAgent the option of the gateway's JVM that brings its agent
     * @param workerAgent the same of the worker
     */
    public static CoveredFarm start(RunServers runServers, @Nullable Path jars, String gatewayAgent, String workerAgent)
            throws SQLException {
        CoveredFarm farm = new CoveredFarm(runServers, jars, gatewayAgent, workerAgent);
        try {
            farm.countFunctionCalls();
            farm.gateway.start();
            OwnFarm.awaitQuiet(farm.gateway);
            farm.worker.start();
            OwnFarm.awaitQuiet(farm.worker);
            return farm;
        } catch (SQLException | RuntimeException e) {
            farm.close();
            throw e;
        }
    }

    private void countFunctionCalls() throws SQLException {
        try (Connection connection = runServers.connect(jdbcUrl);
                Statement statement = connection.createStatement()) {
            String name = connection.getCatalog();
            statement.execute("alter database \"%s\" set track_functions = 'all'".formatted(name));
        }
    }

    /** How often each SQL function has been called, as far as sessions have told; by {@code schema: NAME}. */
    public Map<String, Long> functionCalls() throws SQLException {
        Map<String, Long> calls = new TreeMap<>();
        try (Connection connection = runServers.connect(jdbcUrl);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select schemaname, funcname, calls from pg_stat_user_functions")) {
            while (rows.next()) {
                calls.merge("%s: %s".formatted(rows.getString(1), rows.getString(2)), rows.getLong(3), Long::sum);
            }
        }
        return calls;
    }

    /** Where the gateway answers. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    @Override
    public void close() {
        OwnFarm.stop(worker);
        OwnFarm.stop(gateway);
        runServers.closed(this);
    }
}
