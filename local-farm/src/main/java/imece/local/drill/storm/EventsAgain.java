package imece.local.drill.storm;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import imece.contract.Topology;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes a copy of every event of a run, and publishes it again up to six seconds later: what a worker does that did not see a
 * confirm, and worse. Late ones thereby come after their successors.
 */
final class EventsAgain {
    private static final String MARK = "imece-drill-again";
    private static final int LATEST_MILLIS = 6_000;

    private final Random random;

    EventsAgain(Random random) {
        this.random = random;
    }

    /** For so long, copies are taken; returns when the last of them was sent or the broker has gone. */
    void last(String broker, long millis) throws IOException, InterruptedException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setAutomaticRecoveryEnabled(false);
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try {
            factory.setUri(broker);
            try (Connection connection = factory.newConnection("imece drill")) {
                Channel channel = connection.createChannel();
                String queue = channel.queueDeclare().getQueue();
                channel.queueBind(queue, Topology.STATUS, "");
                String consumer =
                        channel.basicConsume(queue, true, (tag, event) -> again(channel, event, later), tag -> {});
                Thread.sleep(millis);
                channel.basicCancel(consumer);
                later.shutdown();
                later.awaitTermination(LATEST_MILLIS + 1_000, TimeUnit.MILLISECONDS);
            }
        } catch (URISyntaxException | GeneralSecurityException | TimeoutException | ShutdownSignalException e) {
            throw new IOException(e);
        } finally {
            later.shutdownNow();
        }
    }

    private void again(Channel channel, Delivery event, ScheduledExecutorService later) {
        Map<String, Object> headers = event.getProperties().getHeaders();
        if (headers != null && headers.containsKey(MARK)) {
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
