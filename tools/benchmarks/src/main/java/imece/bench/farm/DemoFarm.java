package imece.bench.farm;

import imece.client.ApiClient;
import imece.local.farm.Extras;
import imece.local.farm.FarmFolder;
import imece.local.farm.FarmSettings;
import imece.local.farm.Member;
import imece.local.farm.Members;
import imece.local.os.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A farm of one gateway and one worker whose engine takes its time: it loads what it is asked for, and draws step by step. No
 * owner has limits.
 */
public final class DemoFarm implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int ANY_NUMBER = 1_000_000;

    private final RunServers runServers;
    private final FarmSettings settings;
    private final DemoShape shape;
    private final String broker;
    private final Member gateway;
    private Member worker;

    private DemoFarm(RunServers runServers, String purpose, DemoShape shape) throws SQLException {
        this.runServers = runServers;
        this.shape = shape;
        String jdbcUrl = runServers.newDatabase(purpose);
        this.broker = runServers.newVirtualHost(purpose);
        Path data = runServers.newFolder(purpose);
        Path home =
                Path.of(System.getProperty("imece.home", "")).toAbsolutePath().normalize();
        this.settings = new FarmSettings(
                home,
                data,
                FreePorts.any(),
                "127.0.0.1",
                null,
                1,
                1,
                shape.stepMillis(),
                shape.loadMillis(),
                false,
                List.of(),
                broker);
        this.gateway = Members.gateway(
                settings,
                1,
                broker,
                jdbcUrl,
                runServers.gatewayPassword(),
                new Extras(
                        List.of(),
                        List.of(
                                "--imece.gateway.max-waiting=" + ANY_NUMBER,
                                "--imece.gateway.max-waiting-per-user=" + ANY_NUMBER,
                                "--imece.limits.owner.per-minute=" + ANY_NUMBER,
                                "--imece.limits.owner.burst=" + ANY_NUMBER),
                        Map.of()));
        this.worker = newWorker();
        runServers.closeBefore(this);
    }

    private Member newWorker() {
        String gpus =
                IntStream.range(0, shape.slots()).mapToObj(i -> "demo-" + i).collect(Collectors.joining(","));
        return Members.worker(
                settings,
                "worker-1",
                gpus,
                broker,
                new Extras(
                        List.of(),
                        List.of(
                                "--imece.worker.demo.checkpoints=" + String.join(",", shape.checkpoints()),
                                "--imece.worker.lock-folder=" + settings.data().resolve("locks")),
                        Map.of()));
    }

    /** With gateway and worker ready, nothing loaded, and no run that ever ended. */
    public static DemoFarm start(RunServers runServers, String purpose, DemoShape shape)
            throws SQLException, IOException, InterruptedException {
        DemoFarm farm = new DemoFarm(runServers, purpose, shape);
        try {
            farm.gateway.start();
            OwnFarm.awaitQuiet(farm.gateway);
            farm.startWorker();
            return farm;
        } catch (IOException | InterruptedException | RuntimeException e) {
            farm.close();
            throw e;
        }
    }

    private void startWorker() throws IOException, InterruptedException {
        worker.start();
        OwnFarm.awaitQuiet(worker);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!heard()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The gateway has not heard of the worker and its checkpoints within %d s."
                        .formatted(PATIENCE.toSeconds()));
            }
            Thread.sleep(LOOK);
        }
    }

    private boolean heard() throws IOException, InterruptedException {
        String options = ApiClient.send(operator().request("/api/options"), BodyHandlers.ofString())
                .body();
        return shape.checkpoints().stream().allMatch(name -> options.contains("\"" + name + "\""));
    }

    /** Ends the worker in order and starts it again: nothing is loaded then, and what the gateway has learnt stays. */
    public void startWorkerAnew() throws IOException, InterruptedException {
        OwnFarm.stop(worker);
        worker = newWorker();
        startWorker();
    }

    /** What it is like. */
    public DemoShape shape() {
        return shape;
    }

    /** Where the gateway answers. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    /** The broker of this farm. */
    public String broker() {
        return broker;
    }

    /** Whoever may say who may use the farm. */
    ApiClient operator() {
        String token = new FarmFolder(settings.data())
                .operatorToken()
                .orElseThrow(() -> new IllegalStateException("The gateway has made no operator's token."));
        return new ApiClient(address(), PATIENCE).always("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        OwnFarm.stop(worker);
        OwnFarm.stop(gateway);
        runServers.closed(this);
    }
}
