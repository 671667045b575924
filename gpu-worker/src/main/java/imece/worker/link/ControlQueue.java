package imece.worker.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import imece.broker.TopologyDeclarer;
import imece.contract.Topology;
import imece.contract.Topology.QueueSpec;
import imece.contract.Wire;
import imece.contract.WorkerOrder;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's exclusive queue, where orders arrive. It exists exactly as long as the consuming connection, and gateways
 * take its existence for this process being alive; so no slot consumes before it is there.
 */
final class ControlQueue {

    private static final Logger log = LoggerFactory.getLogger(ControlQueue.class);

    /** So many orders lie in this process at a time; the rest waits with the broker, whoever floods it. */
    private static final int MOST_AT_HAND = 50;

    private final String queue;
    private final Consumer<WorkerOrder> receiver;
    private final UnreadableDeliveries unreadable;

    ControlQueue(String queue, Consumer<WorkerOrder> receiver, UnreadableDeliveries unreadable) {
        this.queue = queue;
        this.receiver = receiver;
        this.unreadable = unreadable;
    }

    /** Declares the queue and receives orders from it on a channel of its own. */
    void open(Connection connection) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the connection has no channel left");
        }
        declare(channel);
        channel.basicQos(MOST_AT_HAND);
        channel.basicConsume(queue, false, new Receiver(channel));
    }

    /** Declares the queue and its binding, by whatever channel of the connection that it belongs to. */
    void declare(Channel channel) throws IOException {
        QueueSpec own = Topology.workerQueue(queue);
        TopologyDeclarer.declareQueue(channel, own);
        bind(channel.getConnection(), own);
    }

    /**
     * Gateways of the last release give orders to all by an exchange, others to each by its queue's name. Without that exchange, or
     * the right to bind to it, the broker closes the channel of who tries: so this one is for nothing else.
     */
    private static void bind(Connection connection, QueueSpec own) throws IOException {
        try (Channel alone = connection.createChannel()) {
            if (alone != null) {
                alone.queueBind(own.name(), own.exchange(), own.routingKey());
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            log.debug("Not bound to {}: {}", own.exchange(), BrokerErrors.of(e));
            if (!connection.isOpen()) {
                throw e instanceof IOException io ? io : new IOException(e);
            }
        }
    }

    private void receive(byte[] body) {
        Optional<WorkerOrder> order = Wire.read(body, WorkerOrder.class);
        if (order.isEmpty()) {
            unreadable.found(queue, body);
            return;
        }
        try {
            receiver.accept(order.get());
        } catch (RuntimeException e) {
            log.error("An order could not be carried out; the gateway repeats it while it stands.", e);
        }
    }

    private final class Receiver extends DefaultConsumer {

        Receiver(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                throws IOException {
            receive(body);
            getChannel().basicAck(envelope.getDeliveryTag(), false);
        }

        @Override
        public void handleCancel(String tag) {
            log.warn("Somebody has deleted this worker's queue {}; it is made again.", queue);
            openAgain();
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
            if (!signal.isHardError() && !signal.isInitiatedByApplication()) {
                log.warn(
                        "The channel of this worker's orders was closed ({}); it is opened again.",
                        BrokerErrors.of(signal));
                openAgain();
            }
        }

        private void openAgain() {
            Thread unused = Thread.ofPlatform().name("orders").daemon().start(() -> {
                try {
                    open(getChannel().getConnection());
                } catch (IOException | ShutdownSignalException e) {
                    log.warn("This worker's queue can't be opened ({}); connecting anew.", BrokerErrors.of(e));
                    getChannel().getConnection().abort();
                }
            });
        }
    }
}
