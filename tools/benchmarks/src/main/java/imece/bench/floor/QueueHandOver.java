package imece.bench.floor;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.MessageProperties;
import imece.bench.stats.Latencies;
import imece.broker.BrokerAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The floor of {@code gap}: RabbitMQ's own Java client on a quorum queue that is full, one message at a time. From the
 * acknowledgement of one message to the arrival of the next.
 */
public final class QueueHandOver {
    private static final int BODY_BYTES = 600;

    private QueueHandOver() {}

    /**
     * Hands over so many messages.
     *
     * @param held how long each is kept before it is acknowledged: a machine that rests meanwhile is slower
     */
    public static Latencies measure(String broker, int messages, Duration held) throws Exception {
        Latencies times = new Latencies();
        try (Connection connection = BrokerAddress.of("The benchmark's broker", broker)
                .connections("imece bench floor")
                .newConnection()) {
            Channel channel = connection.createChannel();
            String queue = "floor." + System.nanoTime();
            channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
            channel.confirmSelect();
            for (int i = 0; i < messages; i++) {
                channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, new byte[BODY_BYTES]);
            }
            channel.waitForConfirmsOrDie(60_000);
            Channel consuming = connection.createChannel();
            consuming.basicQos(1);
            CountDownLatch left = new CountDownLatch(messages);
            consuming.basicConsume(queue, false, new Slot(consuming, times, left, held));
            if (!left.await(120, TimeUnit.SECONDS)) {
                throw new IllegalStateException("RabbitMQ did not hand over %d messages.".formatted(messages));
            }
            channel.queueDelete(queue);
        }
        return times;
    }

    private static final class Slot extends DefaultConsumer {
        private final Latencies times;
        private final CountDownLatch left;
        private final Duration held;
        private long acknowledged;

        Slot(Channel channel, Latencies times, CountDownLatch left, Duration held) {
            super(channel);
            this.times = times;
            this.left = left;
            this.held = held;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body)
                throws IOException {
            long now = System.nanoTime();
            if (acknowledged != 0) {
                times.add(now - acknowledged);
            }
            LockSupport.parkNanos(held.toNanos());
            acknowledged = System.nanoTime();
            getChannel().basicAck(envelope.getDeliveryTag(), false);
            left.countDown();
        }
    }
}
