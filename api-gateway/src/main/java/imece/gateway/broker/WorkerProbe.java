package imece.gateway.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.stereotype.Component;

/**
 * Asks the broker whether a worker process is still connected. Its control queue is exclusive: a passive declare by somebody
 * else is refused as locked while the connection lives, and not found once it is gone.
 */
@Component
public class WorkerProbe {

    private final CachingConnectionFactory connections;
    private final MonotonicClock clock;
    private volatile @Nullable Moment connectedAt;

    WorkerProbe(CachingConnectionFactory consumerConnections, MonotonicClock clock) {
        this.connections = consumerConnections;
        this.clock = clock;
        consumerConnections.addConnectionListener(new ConnectionListener() {
            @Override
            public void onCreate(@Nullable Connection connection) {
                connectedAt = WorkerProbe.this.clock.now();
            }
        });
    }

    /** What the broker says. */
    public enum ProbeAnswer {
        CONNECTED,
        GONE,
        /** The broker could not be asked. */
        NO_ANSWER
    }

    /** Whether this worker process is connected; takes about a millisecond. */
    public ProbeAnswer ask(String worker, UUID instance) {
        String queue = Topology.controlQueue(worker, instance.toString());
        // A throw-away channel: the broker closes it with its answer.
        try (Connection connection = connections.createConnection()) {
            Channel channel = connection.getDelegate() == null
                    ? null
                    : connection.getDelegate().createChannel();
            if (channel == null) {
                return ProbeAnswer.NO_ANSWER;
            }
            try {
                channel.queueDeclarePassive(queue);
                close(channel);
                return ProbeAnswer.CONNECTED;
            } catch (IOException e) {
                return answerIn(e);
            }
        } catch (AmqpException | IOException e) {
            return ProbeAnswer.NO_ANSWER;
        }
    }

    /** How long this gateway's own connection stands; zero while there is none. */
    public Duration connectedFor() {
        Moment since = connectedAt;
        return since == null ? Duration.ZERO : since.until(clock.now());
    }

    private static ProbeAnswer answerIn(IOException e) {
        if (e.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Channel.Close close) {
            return switch (close.getReplyCode()) {
                case AMQP.NOT_FOUND -> ProbeAnswer.GONE;
                case AMQP.RESOURCE_LOCKED -> ProbeAnswer.CONNECTED;
                default -> ProbeAnswer.NO_ANSWER;
            };
        }
        return ProbeAnswer.NO_ANSWER;
    }

    private static void close(Channel channel) throws IOException {
        try {
            channel.close();
        } catch (TimeoutException e) {
            channel.abort();
        }
    }
}
