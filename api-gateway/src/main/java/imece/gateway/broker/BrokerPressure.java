package imece.gateway.broker;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.ShutdownSignalException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.stereotype.Component;

/**
 * Whether the broker holds publishers back, as it does while it is short of memory or disk. It then reads nothing from this
 * connection: what is published waits on the way, and a question such as for a new channel is not answered before it is over.
 */
@Component
class BrokerPressure implements ConnectionListener, BlockedListener {

    private static final Logger log = LoggerFactory.getLogger(BrokerPressure.class);

    private final AtomicInteger blocked;

    BrokerPressure(CachingConnectionFactory publisherConnections, MeterRegistry meters) {
        this.blocked = meters.gauge("imece.broker.blocked", new AtomicInteger());
        publisherConnections.addConnectionListener(this);
    }

    boolean holdsBack() {
        return blocked.get() > 0;
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        blocked.set(0);
        if (connection != null) {
            connection.addBlockedListener(this);
        }
    }

    /** A broker that restarts has forgotten whom it held back. */
    @Override
    public void onClose(@Nullable Connection connection) {
        blocked.set(0);
    }

    @Override
    public void onShutDown(ShutdownSignalException signal) {
        blocked.set(0);
    }

    @Override
    public void handleBlocked(String reason) {
        blocked.set(1);
        log.error(
                "The broker takes nothing ({}). Jobs are accepted and wait; runs go on and are told later. It needs room.",
                reason);
    }

    @Override
    public void handleUnblocked() {
        blocked.set(0);
        log.info("The broker takes messages again.");
    }
}
