package imece.gateway.broker;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.stereotype.Component;

/** Exchanges, queues and bindings, as a gateway declares them. */
@Component
public class DeclaredTopology {

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredTopology.class);

    private final RabbitAdmin admin;

    DeclaredTopology(RabbitAdmin consumerAdmin) {
        this.admin = consumerAdmin;
    }

    /** Published when a message reached no queue or no exchange: part of the topology is missing. */
    public record TopologyTorn(String exchange) {}

    /** Declares everything again, this gateway's own queues too. What is there stays as it is; does nothing without a broker. */
    public void declareAgain() {
        try {
            admin.initialize();
        } catch (AmqpException e) {
            // Whoever reconnects declares everything anyway.
            LOG.debug("Nothing was declared: {}", e.getMessage());
        }
    }
}
