package imece.bench.farm;

import imece.local.farm.Extras;
import imece.local.farm.FarmSettings;
import imece.local.farm.Member;
import imece.local.farm.Members;
import imece.local.os.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A farm of one gateway and one worker, each in a process of its own and started as {@code ./imece up} starts it, but for
 * three things: the line may be long, the engine is the instant one, and GPU locks lie in the run's own folder.
 */
public final class OwnFarm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int LONGEST_UNQUIET_MINUTES = 6;
    private static final int LONGEST_LINE = 10_000_000;

    /** A thousand who watch, and who measures. */
    private static final int MOST_SOCKETS = 1_100;

    /** What is measured is how fast jobs are taken, not how fast one may ask. */
    private static final int OFTEN = 1_000_000;

    private final RunServers runServers;
    private final String jdbcUrl;
    private final FarmSettings settings;
    private final Path journal;
    private final Path locks;
    private final Member gateway;
    private Member worker;

    private OwnFarm(RunServers runServers, String purpose, Shape shape, @Nullable Path jars) throws SQLException {
        this.runServers = runServers;
        this.jdbcUrl = runServers.newDatabase(purpose);
        String broker = runServers.newVirtualHost(purpose);
        Path data = runServers.newFolder(purpose);
        this.journal = data.resolve("engine.journal");
        this.locks = data.resolve("locks");
        Path home =
                Path.of(System.getProperty("imece.home", "")).toAbsolutePath().normalize();
        this.settings = new FarmSettings(
                home, data, FreePorts.any(), "127.0.0.1", null, 1, 1, 0, null, false, List.of(), broker);
        this.gateway = Members.gateway(
                settings,
                1,
                broker,
                jdbcUrl,
                runServers.gatewayPassword(),
                new Extras(
                        jvm("imece.bench.gateway-jvm"),
                        List.of(
                                "--imece.gateway.max-waiting=" + LONGEST_LINE,
                                "--imece.gateway.max-waiting-per-user=" + LONGEST_LINE,
                                "--imece.limits.sockets=" + MOST_SOCKETS,
                                "--imece.limits.owner.per-minute=" + OFTEN,
                                "--imece.limits.owner.burst=" + OFTEN),
                        Map.of(),
                        jars));
        this.worker = worker(shape);
        runServers.closeBefore(this);
    }

    private Member worker(Shape shape) {
        String gpus =
                IntStream.range(0, shape.slots()).mapToObj(i -> "instant-" + i).collect(Collectors.joining(","));
        return Members.worker(
                settings,
                "worker-1",
                gpus,
                broker(),
                new Extras(
                        jvm("imece.bench.worker-jvm"),
                        List.of(
                                "--imece.worker.engine=instant",
                                "--imece.worker.instant.millis=" + shape.millis(),
                                "--imece.worker.instant.journal=" + journal,
                                "--imece.worker.lock-folder=" + locks),
                        Map.of()));
    }

    /** With gateway and worker ready. */
    public static OwnFarm start(RunServers runServers, String purpose, Shape shape) throws SQLException {
        OwnFarm farm = withoutWorker(runServers, purpose, shape);
        farm.startWorker();
        return farm;
    }

    /** With the gateway ready; the worker can be started later. */
    public static OwnFarm withoutWorker(RunServers runServers, String purpose, Shape shape) throws SQLException {
        return withGateway(stopped(runServers, purpose, shape));
    }

    /** The same, of another build's gateway: the folder holds its jar. */
    public static OwnFarm ofJars(RunServers runServers, String purpose, Shape shape, Path jars) throws SQLException {
        return withGateway(new OwnFarm(runServers, purpose, shape, jars));
    }

    private static OwnFarm withGateway(OwnFarm farm) {
        farm.gateway.start();
        awaitQuiet(farm.gateway);
        return farm;
    }

    /** With nothing started. */
    public static OwnFarm stopped(RunServers runServers, String purpose, Shape shape) throws SQLException {
        return new OwnFarm(runServers, purpose, shape, null);
    }

    /** Starts the worker; returns when it is ready. */
    public void startWorker() {
        worker.start();
        awaitQuiet(worker);
    }

    /** Ends the worker in order and starts one of another shape in its place; returns when it is ready. */
    public void startWorkerAnew(Shape shape) {
        stop(worker);
        worker = worker(shape);
        startWorker();
    }

    /** Waits until what a first start sets off beside itself is over: it would be measured as well. */
    public static void awaitQuiet(Member member) {
        member.quiet().orTimeout(LONGEST_UNQUIET_MINUTES, TimeUnit.MINUTES).join();
    }

    /** The gateway's process, as a launcher sees it. */
    public Member gateway() {
        return gateway;
    }

    /** The worker's process, as a launcher sees it. */
    public Member worker() {
        return worker;
    }

    /** Ends a member in order. */
    public static void stop(Member member) {
        member.stop(PATIENCE, new CompletableFuture<>());
    }

    /** Where the gateway answers. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    /** The broker of this farm. */
    public String broker() {
        return String.valueOf(settings.broker());
    }

    /** What the engine noted down so far and later. */
    public EngineJournal journal() {
        return new EngineJournal(journal);
    }

    /** A connection to the farm's database, beside the farm. */
    public Connection connect() throws SQLException {
        return runServers.connect(jdbcUrl);
    }

    /** What gateway, worker, PostgreSQL and RabbitMQ use of the processors from now on. */
    public ProcessorUse use() {
        return new ProcessorUse(Map.of(
                "gateway", gateway.process().orElseThrow(),
                "worker", worker.process().orElseThrow(),
                "PostgreSQL", runServers.postgres(),
                "RabbitMQ", runServers.rabbit()));
    }

    @Override
    public void close() {
        stop(worker);
        stop(gateway);
        runServers.closed(this);
    }

    /** Options for a look inside, such as a flight recording: words in a system property of the bench. */
    private static List<String> jvm(String property) {
        String words = System.getProperty(property, "").strip();
        return words.isEmpty() ? List.of() : List.of(words.split("\\s+"));
    }
}
