package imece.local.behaviour;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import imece.broker.TopologyDeclarer;
import imece.contract.EngineCapabilities;
import imece.contract.LiveEvent;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.LiveEvent.WorkerState;
import imece.contract.RenderJob;
import imece.contract.SlotAddress;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.contract.WorkerOrder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A worker that says what the test tells it to, when the test tells it to: only the GPU is stood in for. */
final class FakeWorker implements AutoCloseable {
    /** The checkpoint that its slots report. */
    static final String CHECKPOINT = "painter-v1";

    /** The LoRA that they report. */
    static final String LORA = "paper-cut";

    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, true, true, true, true, true, true, true, true, true, 8);
    /** It listens to these at once; the dispatcher gives it no more than it has slots for. */
    private static final List<String> LANES =
            List.of(Topology.DEFAULT_LANE, CHECKPOINT, "img2img:default", "lora:default");

    private static final long HEARTBEAT_MILLIS = 500;
    private static final long TAKE_SECONDS = 60;

    private final Amqp amqp;
    private final String name;
    private final UUID instance = UUID.randomUUID();
    private final int slots;
    private final List<String> lanes;
    private final BlockingQueue<FakeRun> delivered = new LinkedBlockingQueue<>();
    private final Set<FakeRun> inHand = ConcurrentHashMap.newKeySet();
    private final List<WorkerOrder> orders = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();

    private FakeWorker(Amqp amqp, String name, int slots, List<String> lanes) {
        this.amqp = amqp;
        this.name = name;
        this.slots = slots;
        this.lanes = List.copyOf(lanes);
    }

    /** A worker with so many slots that takes jobs from now on. */
    static FakeWorker start(GatewayUnderTest gateway, String name, int slots) {
        return start(gateway, name, slots, LANES);
    }

    /** One that only listens to these lanes, whatever it says that it serves. */
    static FakeWorker start(GatewayUnderTest gateway, String name, int slots, List<String> lanes) {
        FakeWorker worker = new FakeWorker(Amqp.connect(gateway.brokerUri()), name, slots, lanes);
        worker.connect();
        ScheduledFuture<?> unused =
                worker.heart.scheduleWithFixedDelay(worker::beat, 0, HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
        return worker;
    }

    /** A worker with one slot. */
    static FakeWorker start(GatewayUnderTest gateway) {
        return start(gateway, "fake-" + UUID.randomUUID().toString().substring(0, 8), 1);
    }

    /** The next job that the broker hands to it; waits for one. */
    FakeRun take() {
        try {
            FakeRun run = delivered.poll(TAKE_SECONDS, TimeUnit.SECONDS);
            if (run == null) {
                throw new AssertionError("No job came within " + TAKE_SECONDS + " s.");
            }
            return run;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether a job has come that was not taken yet. */
    boolean hasMore() {
        return !delivered.isEmpty();
    }

    List<WorkerOrder> orders() {
        return List.copyOf(orders);
    }

    String name() {
        return name;
    }

    Amqp amqp() {
        return amqp;
    }

    SlotAddress slot() {
        return new SlotAddress(name, instance, "gpu-" + name, "GPU of " + name, "fake");
    }

    void over(FakeRun run) {
        amqp.say(channel -> {
            channel.basicAck(run.tag(), false);
            return true;
        });
        inHand.remove(run);
        beat();
    }

    /** Tells the farm how it is, as every worker does every two seconds. */
    void beat() {
        List<SlotReport> reports = IntStream.range(0, slots)
                .mapToObj(slot -> new SlotReport(
                        new LiveEvent.GpuReport(
                                slot == 0 ? slot().gpu() : "gpu-" + name + "-" + slot,
                                "GPU of " + name,
                                8_192,
                                1_024,
                                40,
                                55),
                        inHand.size() > slot ? SlotState.BUSY : SlotState.IDLE,
                        "fake",
                        Topology.DEFAULT_LANE,
                        CHECKPOINT,
                        null,
                        null,
                        CAPABILITIES,
                        new LiveEvent.EngineOffer(List.of(CHECKPOINT), List.of(LORA))))
                .toList();
        amqp.publish(
                Topology.LIVE,
                "",
                new LiveEvent.Heartbeat(
                        name,
                        instance,
                        "test-host",
                        "0",
                        WorkerState.READY,
                        reports,
                        inHand.stream().map(FakeRun::key).toList()));
    }

    private void connect() {
        amqp.say(channel -> {
            String control = Topology.controlQueue(name, instance.toString());
            TopologyDeclarer.declare(channel, Topology.workerQueue(control));
            channel.basicConsume(control, true, new DefaultConsumer(channel) {
                @Override
                public void handleDelivery(String tag, Envelope at, BasicProperties properties, byte[] body) {
                    Wire.read(body, WorkerOrder.class).ifPresent(orders::add);
                }
            });
            channel.basicQos(slots);
            for (String lane : lanes) {
                listen(channel, lane);
            }
            return true;
        });
    }

    /** Listens to one more lane from now on. */
    void listensTo(String lane) {
        amqp.say(channel -> {
            listen(channel, lane);
            return true;
        });
    }

    private void listen(Channel channel, String lane) throws IOException {
        String queue = Topology.jobQueue(lane);
        TopologyDeclarer.declare(channel, Topology.laneQueue(lane));
        channel.basicConsume(queue, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope at, BasicProperties properties, byte[] body)
                    throws IOException {
                take(at.getDeliveryTag(), body);
            }
        });
    }

    private void take(long tag, byte[] body) {
        Wire.read(body, RenderJob.class)
                .ifPresentOrElse(
                        job -> {
                            FakeRun run = new FakeRun(this, job, tag, UUID.randomUUID());
                            inHand.add(run);
                            delivered.add(run);
                        },
                        () -> Thread.ofVirtual().start(() -> drop(tag)));
    }

    /** Garbage in the lane is acknowledged, as real workers do it. */
    private void drop(long tag) {
        amqp.say(channel -> {
            channel.basicAck(tag, false);
            return true;
        });
    }

    /** Tells no more how it is by itself; what it does is still told. */
    void fallsSilent() {
        heart.shutdownNow();
    }

    /** Ends without a word, as a process that is killed. */
    void die() {
        heart.shutdownNow();
        amqp.close();
    }

    /** No heartbeat may follow its last word: it would make the worker live once more. */
    @Override
    public void close() {
        heart.close();
        amqp.publish(Topology.LIVE, "", new LiveEvent.WorkerDown(name, instance, Instant.now()));
        amqp.close();
    }
}
