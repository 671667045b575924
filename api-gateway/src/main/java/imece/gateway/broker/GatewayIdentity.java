package imece.gateway.broker;

import imece.contract.Topology;
import imece.contract.Topology.QueueSpec;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Which gateway this is: its name for people, and an id that no other process, nor a later one of this name, has. */
@Component
public class GatewayIdentity {

    private final String name;
    private final String instance = UUID.randomUUID().toString();

    GatewayIdentity(@Value("${imece.name}") String name) {
        this.name = name;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Random per process. */
    public String instance() {
        return instance;
    }

    /** The exclusive queue of this process behind a fanout exchange. */
    public QueueSpec queue(String exchange) {
        return Topology.gatewayQueue(exchange, name, instance);
    }
}
