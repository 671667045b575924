package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.sun.net.httpserver.HttpServer;
import imece.broker.TopologyDeclarer;
import imece.contract.LaneAssignment;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.RenderJob;
import imece.contract.RenderSpec;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.contract.WorkerOrder;
import imece.local.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A real worker at a real broker, and a test that assigns its slot and hands out jobs as a dispatcher does. */
class AssignedLaneIT {

    private static final String NAME = "assigned";
    private static final int JOBS = 21;

    /** What a machine that does ten other things adds. Without that it is a hundredth of it. */
    private static final Duration GAP = Duration.ofSeconds(2);

    private final List<StatusEvent.OfRun> events = new CopyOnWriteArrayList<>();
    private final AtomicReference<LiveEvent.Heartbeat> beat = new AtomicReference<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Channel channel;
    private HttpServer store;
    private long orders;

    @BeforeEach
    void start(@TempDir(cleanup = CleanupMode.ALWAYS) Path folder) throws Exception {
        store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        store.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(201, -1);
            }
        });
        store.start();
        open.add(() -> store.stop(0));
        String broker = TestServers.fresh(AssignedLaneIT.class).brokerUri();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker);
        Connection connection = factory.newConnection();
        open.add(connection);
        channel = connection.createChannel();
        TopologyDeclarer.declareShared(channel, List.of("default", "a", "b"));
        hear(
                connection,
                Topology.LIVE,
                body -> Wire.read(body, LiveEvent.class)
                        .filter(LiveEvent.Heartbeat.class::isInstance)
                        .map(LiveEvent.Heartbeat.class::cast)
                        .ifPresent(beat::set));
        hear(
                connection,
                Topology.STATUS,
                body -> Wire.read(body, StatusEvent.class)
                        .filter(StatusEvent.OfRun.class::isInstance)
                        .map(StatusEvent.OfRun.class::cast)
                        .ifPresent(events::add));
        open.add(WorkerProcess.start(
                broker,
                folder,
                NAME,
                Map.of("imece.worker.demo.checkpoints", "a,b", "imece.worker.demo.load-millis", "0")));
        Within.bounds().until(() -> beat.get() != null);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aSlotDrawsWhereItIsAssignedAndIsNotIdleBetweenTwoLanes() {
        assign("a");
        Within.bounds().until(() -> assigned("a") && slot().lane().equals("a"));
        send(1, "a");
        StatusEvent.Started started = told(1, StatusEvent.Started.class);
        List<Long> gaps = new ArrayList<>();
        for (int number = 2; number <= JOBS; number++) {
            String lane = number % 2 == 0 ? "b" : "a";
            assign(lane);
            send(number, lane);
            Instant drawn = started.at()
                    .plusMillis(told(number - 1, StatusEvent.Completed.class).renderMillis());
            started = told(number, StatusEvent.Started.class);
            gaps.add(Duration.between(drawn, started.at()).toMillis());
        }
        assertThat(told(JOBS, StatusEvent.Completed.class).loadMillis()).isNotNull();
        gaps.sort(null);
        System.out.println("Milliseconds between two pictures of different lanes: " + gaps);
        assertThat(gaps.get(gaps.size() / 2)).isLessThan(GAP.toMillis());
    }

    @Test
    void anAssignedSlotPassesACallByAndWaitsInItsLaneThoughThatIsEmpty() {
        assign("a");
        Within.bounds().until(() -> assigned("a") && slot().lane().equals("a"));
        send(1, "b");
        IntStream.range(0, 3).forEach(time -> order(new WorkerOrder.Call(List.of("b"))));
        send(2, "a");
        assertThat(told(2, StatusEvent.Completed.class).loadMillis()).isNotNull();
        assertThat(events).allSatisfy(event -> assertThat(event.run().jobId()).isEqualTo(new UUID(1, 2)));
        assign("b");
        assertThat(told(1, StatusEvent.Completed.class).loadMillis()).isNotNull();
        Within.bounds().until(() -> assigned("b") && slot().lane().equals("b"));
    }

    private SlotReport slot() {
        return beat.get().slots().getFirst();
    }

    private boolean assigned(String lane) {
        LaneAssignment followed = slot().assigned();
        return followed != null && followed.lane().equals(lane) && followed.no() == orders;
    }

    private void assign(String lane) {
        order(new WorkerOrder.Assign(NAME, beat.get().instance(), slot().gpu().uuid(), lane, 1, ++orders));
    }

    private void order(WorkerOrder order) {
        publish("", Topology.controlQueue(NAME, beat.get().instance().toString()), order);
    }

    private void send(int number, String lane) {
        RenderSpec spec = new RenderSpec("a lake", "", lane, 64, 64, 8, 7, "euler", "normal", number);
        publish(
                Topology.JOBS,
                Topology.laneQueue(lane).routingKey(),
                new RenderJob(
                        new UUID(1, number),
                        1,
                        lane,
                        spec,
                        List.of("http://127.0.0.1:" + store.getAddress().getPort() + "/{runId}"),
                        List.of(),
                        60,
                        8,
                        1,
                        null,
                        null,
                        RenderJob.Neighbours.ANY));
    }

    private void publish(String exchange, String key, Object message) {
        try {
            channel.basicPublish(exchange, key, MessageProperties.PERSISTENT_BASIC, Wire.write(message));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T extends StatusEvent.OfRun> T told(int number, Class<T> kind) {
        UUID job = new UUID(1, number);
        Within.bounds()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> events.stream().anyMatch(event -> about(event, job, kind)));
        return events.stream()
                .filter(event -> about(event, job, kind))
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    private static boolean about(StatusEvent.OfRun event, UUID job, Class<?> kind) {
        return kind.isInstance(event) && event.run().jobId().equals(job);
    }

    private interface Hearing {
        void take(byte[] body);
    }

    private static void hear(Connection connection, String exchange, Hearing hearing) throws IOException {
        Channel own = connection.createChannel();
        String queue = own.queueDeclare().getQueue();
        own.queueBind(queue, exchange, "");
        CancelCallback cancelled = tag -> {};
        own.basicConsume(queue, true, (tag, delivery) -> hearing.take(delivery.getBody()), cancelled);
    }
}
