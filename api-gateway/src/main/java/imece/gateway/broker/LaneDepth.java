package imece.gateway.broker;

import java.util.OptionalInt;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.stereotype.Component;

/** How many messages of a queue nobody holds. */
@Component
public class LaneDepth {

    private final RabbitAdmin admin;

    LaneDepth(RabbitAdmin consumerAdmin) {
        this.admin = consumerAdmin;
    }

    /** Declares everything again if this queue is gone: somebody has deleted it. Returns whether it was. */
    public boolean declaredAgain(String queue) {
        try {
            if (admin.getQueueInfo(queue) == null) {
                admin.initialize();
                return true;
            }
        } catch (AmqpException e) {
            // The broker is away; whoever reconnects declares everything anyway.
        }
        return false;
    }

    /** Ready messages of this queue; empty if the broker cannot tell. */
    public OptionalInt ready(String queue) {
        try {
            QueueInformation information = admin.getQueueInfo(queue);
            return information == null
                    ? OptionalInt.empty()
                    : OptionalInt.of(Math.toIntExact(information.getMessageCount()));
        } catch (AmqpException e) {
            return OptionalInt.empty();
        }
    }
}
