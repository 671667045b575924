package imece.local.behaviour;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import imece.contract.Topology;
import imece.contract.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A connection of the test's own to the broker. One thread at a time speaks on it. */
final class Amqp implements AutoCloseable {
    private static final long CONFIRM_MILLIS = 10_000;

    /** Something said on a channel. */
    interface Saying<T> {
        T on(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }

    private final String uri;
    private final Connection connection;
    private final Channel channel;
    private volatile boolean returned;

    private Amqp(String uri, Connection connection) throws IOException {
        this.uri = uri;
        this.connection = connection;
        this.channel = connection.createChannel();
        channel.confirmSelect();
        channel.addReturnListener(message -> returned = true);
    }

    static Amqp connect(String uri) {
        try {
            return new Amqp(uri, connectionTo(uri));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connectionTo(String uri) throws IOException, TimeoutException {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException(uri, e);
        }
        return factory.newConnection("test");
    }

    synchronized <T> T say(Saying<T> saying) {
        try {
            return saying.on(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Publishes a message of the contract and waits for its confirm. */
    void publish(String exchange, String key, Object message) {
        publish(exchange, key, Map.of(), Topology.JSON, Wire.write(message));
    }

    /** Publishes as a worker publishes its events: again and again until a queue takes it. */
    void report(String exchange, Object message) {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType(Topology.JSON)
                .deliveryMode(2)
                .build();
        byte[] body = Wire.write(message);
        await().atMost(Duration.ofMillis(CONFIRM_MILLIS))
                .until(() -> say(it -> {
                    returned = false;
                    it.basicPublish(exchange, "", true, properties, body);
                    it.waitForConfirmsOrDie(CONFIRM_MILLIS);
                    return !returned;
                }));
    }

    /** Publishes any bytes and waits for their confirm. */
    void publish(String exchange, String key, Map<String, Object> headers, String type, byte[] body) {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType(type)
                .headers(headers)
                .deliveryMode(2)
                .build();
        say(it -> {
            it.basicPublish(exchange, key, properties, body);
            it.waitForConfirmsOrDie(CONFIRM_MILLIS);
            return true;
        });
    }

    /** Whether this is so, asked on a channel of its own; no if the broker closes that instead of an answer. */
    boolean tryOnce(Saying<Boolean> question) {
        try (Channel alone = connection.createChannel()) {
            return question.on(alone);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How many consumers a queue has; 0 also while it does not exist. */
    int consumers(String queue) {
        try (Connection asking = connectionTo(uri);
                Channel alone = asking.createChannel()) {
            return alone.queueDeclarePassive(queue).getConsumerCount();
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            return 0;
        }
    }

    /** Forgets the jobs that wait for a slot of this lane. */
    void emptyLane(String lane) {
        String queue = Topology.jobQueue(lane);
        say(it -> {
            it.queueDeclare(queue, true, false, false, Topology.laneQueue(lane).arguments());
            return it.queuePurge(queue);
        });
    }

    @Override
    public void close() {
        connection.abort(5_000);
    }
}
