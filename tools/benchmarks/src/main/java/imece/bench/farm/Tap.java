package imece.bench.farm;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import imece.broker.BrokerAddress;
import imece.contract.Topology;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what passes through the farm's exchanges, with queues of its own beside those of the farm. */
public final class Tap implements AutoCloseable {
    private static final List<String> EXCHANGES =
            List.of(Topology.JOBS, Topology.STATUS, Topology.LIVE, Topology.UPDATES, Topology.CONTROL);

    private final Connection connection;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    /** Listens from now on; the farm must have declared its exchanges. */
    public Tap(String broker) throws Exception {
        connection = BrokerAddress.of("The benchmark's broker", broker)
                .connections("imece bench tap")
                .newConnection();
        Channel channel = connection.createChannel();
        for (String exchange : EXCHANGES) {
            AtomicLong count = new AtomicLong();
            counts.put(exchange, count);
            String queue = channel.queueDeclare().getQueue();
            channel.queueBind(queue, exchange, Topology.DEFAULT_LANE);
            channel.basicConsume(queue, true, (tag, message) -> count.incrementAndGet(), tag -> {});
        }
    }

    /** Messages so far, per exchange. */
    public Map<String, Long> counts() {
        Map<String, Long> now = new LinkedHashMap<>();
        EXCHANGES.forEach(exchange -> now.put(
                exchange, counts.getOrDefault(exchange, new AtomicLong()).get()));
        return now;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
