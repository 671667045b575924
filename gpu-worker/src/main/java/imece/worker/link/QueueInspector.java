package imece.worker.link;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import imece.contract.Topology;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker what lies in the queues of lanes, which needs no right to them. The broker closes the channel of who asks for a
 * queue that is not there, so this one is used for nothing else: no message in hand hangs on it. For one thread.
 */
final class QueueInspector implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(QueueInspector.class);

    private final Channels channels;
    private @Nullable Channel asking;

    /** Asks on channels from here. */
    QueueInspector(Channels channels) {
        this.channels = channels;
    }

    /** What the broker says of a lane's queue. */
    record QueueCounts(int ready, int consumers) {}

    /** What it says now; empty if there is no such queue yet, or nobody to ask. */
    Optional<QueueCounts> look(String lane) {
        try {
            Channel channel = asking;
            if (channel == null || !channel.isOpen()) {
                channel = channels.open();
                asking = channel;
            }
            AMQP.Queue.DeclareOk queue = channel.queueDeclarePassive(Topology.jobQueue(lane));
            return Optional.of(new QueueCounts(queue.getMessageCount(), queue.getConsumerCount()));
        } catch (IOException | ShutdownSignalException e) {
            log.debug("Lane {} can't be looked at: {}", lane, BrokerErrors.of(e));
            return Optional.empty();
        }
    }

    /** How many messages wait in a lane; none where it has no queue yet. */
    int ready(String lane) {
        return look(lane).map(QueueCounts::ready).orElse(0);
    }

    @Override
    public void close() {
        Channel channel = asking;
        asking = null;
        try {
            if (channel != null && channel.isOpen()) {
                channel.close();
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            log.debug("The channel was gone before it was closed.", e);
        }
    }
}
