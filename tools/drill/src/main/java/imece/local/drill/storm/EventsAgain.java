package imece.local.drill.storm;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import imece.contract.Topology;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes a copy of every event of a run, and publishes it again up to six seconds later: what a worker does that did not see a
 * confirm, and worse. Late ones thereby come after their successors.
 */
final class EventsAgain {
    private static final String MARK = "imece-drill-again";
    private static final int LATEST_MILLIS = 6_000;

    private final Random random;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private @Nullable Connection connection;

    EventsAgain(Random random) {
        this.random = random;
    }

    /** From now on copies are taken. */
    void begin(String broker) throws IOException {
        Connection begun = DrillConnection.to(broker);
        connection = begun;
        Channel channel = begun.createChannel();
        String queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, Topology.STATUS, "");
        channel.basicConsume(queue, true, (tag, event) -> again(channel, event), tag -> {});
    }

    /** The last of them are sent, unless the broker has gone. */
    void end() throws InterruptedException {
        try {
            later.shutdown();
            later.awaitTermination(LATEST_MILLIS + 1_000, TimeUnit.MILLISECONDS);
        } finally {
            later.shutdownNow();
            if (connection != null) {
                connection.abort();
            }
        }
    }

    private void again(Channel channel, Delivery event) {
        Map<String, Object> headers = event.getProperties().getHeaders();
        if (later.isShutdown() || (headers != null && headers.containsKey(MARK))) {
            return;
        }
        AMQP.BasicProperties marked =
                event.getProperties().builder().headers(Map.of(MARK, true)).build();
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            var unused = later.schedule(
                    () -> publish(channel, marked, event.getBody()),
                    random.nextInt(LATEST_MILLIS),
                    TimeUnit.MILLISECONDS);
        }
    }

    private static void publish(Channel channel, AMQP.BasicProperties properties, byte[] body) {
        try {
            channel.basicPublish(Topology.STATUS, "", properties, body);
        } catch (IOException | ShutdownSignalException brokerGone) {
            // Another fault came first.
        }
    }
}
