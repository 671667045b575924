package imece.worker.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import imece.contract.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A channel on which one lane at a time is consumed, handing over one delivery at a time. */
final class Subscription implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);

    private sealed interface Arrival {}

    private record Arrived(Delivery delivery) implements Arrival {}

    /** Nothing arrived, but there is reason to look around. */
    private record Nudge() implements Arrival {}

    private final Channel channel;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final AtomicBoolean nudged = new AtomicBoolean();
    private @Nullable String tag;
    private volatile boolean ended;

    /** Consumes nothing yet. */
    Subscription(Channel channel) throws IOException {
        this.channel = channel;
        // The channel's own listener, since a message that was asked for has no consumer that could be told.
        channel.addShutdownListener(this::lost);
        channel.basicQos(1);
    }

    /**
     * Consumes this lane from now on, and no other.
     *
     * @throws IOException if the channel is lost, or the lane has no queue
     */
    void consume(String lane) throws IOException {
        cancel();
        tag = channel.basicConsume(Topology.jobQueue(lane), false, new Inlet(channel));
    }

    /**
     * Takes a message that waits in this lane, if there is one, without consuming the lane: no consumer has to be registered
     * for it, and none cancelled after it.
     *
     * @throws IOException if the channel is lost, or the lane has no queue
     */
    Optional<Delivery> take(String lane) throws IOException {
        return Optional.ofNullable(channel.basicGet(Topology.jobQueue(lane), false))
                .map(got -> new Delivery(got.getEnvelope(), got.getProps(), got.getBody()));
    }

    /** The next delivery, or empty if none came in this time or somebody nudged. */
    Optional<Delivery> next(Duration patience) throws InterruptedException {
        Arrival arrival = arrivals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        nudged.set(false);
        return arrival instanceof Arrived arrived ? Optional.of(arrived.delivery()) : Optional.empty();
    }

    /** What came before the cancelling was confirmed. */
    Optional<Delivery> leftOver() {
        nudged.set(false);
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            if (arrival instanceof Arrived arrived) {
                return Optional.of(arrived.delivery());
            }
        }
        return Optional.empty();
    }

    /** Wakes who waits for the next delivery. */
    void nudge() {
        if (nudged.compareAndSet(false, true)) {
            arrivals.add(new Nudge());
        }
    }

    /** Whether the broker has ended this consumer, or the channel is gone. */
    boolean ended() {
        return ended || !channel.isOpen();
    }

    /** Whether a consumer is registered. */
    boolean consumes() {
        return tag != null;
    }

    /** Consumes no more; on return nothing can arrive any more. */
    void cancel() throws IOException {
        String consumer = tag;
        if (consumer != null && !ended()) {
            tag = null;
            channel.basicCancel(consumer);
        }
    }

    void acknowledge(Delivery delivery) throws IOException {
        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
    }

    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                channel.close();
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            log.debug("The channel was gone before it was closed.", e);
        }
    }

    private void lost(ShutdownSignalException signal) {
        if (!signal.isHardError() && !signal.isInitiatedByApplication()) {
            log.warn(
                    "The broker has closed this slot's channel ({}). What runs is finished and reported, then the slot"
                            + " consumes anew. If it ran out of time, raise the broker's consumer_timeout.",
                    BrokerErrors.of(signal));
        }
        ended = true;
        nudge();
    }

    /** Called on the client's own thread, which must not wait. */
    private final class Inlet extends DefaultConsumer {

        Inlet(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            arrivals.add(new Arrived(new Delivery(envelope, properties, body)));
        }

        @Override
        public void handleCancel(String tag) {
            ended = true;
            nudge();
        }
    }
}
