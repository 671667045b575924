package imece.gateway.broker;

import imece.contract.Topology;
import imece.contract.Topology.QueueSpec;
import java.util.Collection;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.stereotype.Component;

/**
 * The queues of lanes. The default lane's is declared on every connect; that of a checkpoint appears with its first job, and
 * is declared again before each, so that a broker that was wiped meanwhile never confirms into nothing.
 */
@Component
public class LaneQueues {

    private static final Logger LOG = LoggerFactory.getLogger(LaneQueues.class);

    private final RabbitAdmin publishing;
    private final RabbitAdmin consuming;

    LaneQueues(RabbitAdmin publisherAdmin, RabbitAdmin consumerAdmin) {
        this.publishing = publisherAdmin;
        this.consuming = consumerAdmin;
    }

    /** Declares what is about to be published to. */
    public void declare(Collection<String> lanes) {
        for (String lane : lanes) {
            if (!lane.equals(Topology.DEFAULT_LANE)) {
                declare(publishing, lane);
            }
        }
    }

    /** Declares the queues of lanes that workers listen to: they may not do so themselves. Does nothing without a broker. */
    public void declareAgain(Collection<String> lanes) {
        try {
            lanes.stream()
                    .filter(lane -> !lane.equals(Topology.DEFAULT_LANE))
                    .forEach(lane -> declare(consuming, lane));
        } catch (AmqpException e) {
            LOG.debug("Not declared: {}", e.getMessage());
        }
    }

    /** Ready messages of this lane; empty if the broker cannot tell. A queue that is gone is declared again. */
    public OptionalInt ready(String lane) {
        try {
            QueueInformation information = consuming.getQueueInfo(Topology.jobQueue(lane));
            if (information == null) {
                declare(consuming, lane);
                return OptionalInt.empty();
            }
            return OptionalInt.of(Math.toIntExact(information.getMessageCount()));
        } catch (AmqpException e) {
            return OptionalInt.empty();
        }
    }

    private static void declare(RabbitAdmin admin, String lane) {
        QueueSpec queue = Topology.laneQueue(lane);
        admin.declareQueue(SpringTopology.queue(queue));
        admin.declareBinding(SpringTopology.binding(queue));
    }
}
