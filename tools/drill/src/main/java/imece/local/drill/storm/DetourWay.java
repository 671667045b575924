package imece.local.drill.storm;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import imece.contract.Topology;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection's share of a {@link Detour}: what it holds when it breaks is handed to the next one. */
final class DetourWay {
    static final String QUEUE = "imece.drill.detour";

    private static final int LATEST_MILLIS = 3_000;
    private static final int AT_ONCE = 500;

    private final Connection connection;
    private final Channel channel;
    private final Random random;
    private final ScheduledExecutorService later;
    private final AtomicInteger held = new AtomicInteger();
    private final ConcurrentNavigableMap<Long, Long> unconfirmed = new ConcurrentSkipListMap<>();

    DetourWay(String broker, Random random, ScheduledExecutorService later) throws IOException {
        this.random = random;
        this.later = later;
        this.connection = DrillConnection.to(broker);
        this.channel = connection.createChannel();
        channel.confirmSelect();
        channel.addConfirmListener(this::confirmed, this::refused);
        channel.basicQos(AT_ONCE);
        channel.queueDeclare(QUEUE, true, false, false, Map.of("x-queue-type", "quorum"));
        channel.queueDeclare(
                Topology.STATUS_STORE, true, false, false, Topology.storeQueue().arguments());
        channel.basicConsume(QUEUE, false, (tag, event) -> wait(event), tag -> {});
    }

    Channel channel() {
        return channel;
    }

    /** As far as broker and drill can tell. */
    boolean isEmpty() throws IOException {
        return channel.messageCount(QUEUE) == 0 && held.get() == 0;
    }

    void abort() {
        connection.abort();
    }

    private void wait(Delivery event) {
        held.incrementAndGet();
        var unused = later.schedule(() -> goOn(event), random.nextInt(LATEST_MILLIS), TimeUnit.MILLISECONDS);
    }

    private void goOn(Delivery event) {
        try {
            unconfirmed.put(channel.getNextPublishSeqNo(), event.getEnvelope().getDeliveryTag());
            channel.basicPublish("", Topology.STATUS_STORE, event.getProperties(), event.getBody());
        } catch (IOException | ShutdownSignalException brokerAway) {
            // The queue still has it.
        }
    }

    private void confirmed(long number, boolean andAllBefore) throws IOException {
        Map<Long, Long> arrived =
                andAllBefore ? unconfirmed.headMap(number, true) : unconfirmed.subMap(number, number + 1);
        for (Map.Entry<Long, Long> one : arrived.entrySet()) {
            channel.basicAck(one.getValue(), false);
            held.decrementAndGet();
        }
        arrived.clear();
    }

    private void refused(long number, boolean andAllBefore) {
        // Not seen in practice; closing hands everything that is held to the next connection.
        connection.abort();
    }
}
