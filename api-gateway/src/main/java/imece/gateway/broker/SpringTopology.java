package imece.gateway.broker;

import imece.contract.Topology.ExchangeSpec;
import imece.contract.Topology.QueueSpec;
import java.util.HashMap;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.Binding.DestinationType;
import org.springframework.amqp.core.DirectExchange;
import org.springframework.amqp.core.Exchange;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.Queue;

/** The contract's exchanges and queues as Spring's admin declares them. */
final class SpringTopology {

    private SpringTopology() {}

    static Exchange exchange(ExchangeSpec exchange) {
        return switch (exchange.kind()) {
            case DIRECT -> new DirectExchange(exchange.name());
            case FANOUT -> new FanoutExchange(exchange.name());
        };
    }

    static Queue queue(QueueSpec queue) {
        return new Queue(
                queue.name(), queue.durable(), queue.exclusive(), queue.autoDelete(), new HashMap<>(queue.arguments()));
    }

    static Binding binding(QueueSpec queue) {
        return new Binding(queue.name(), DestinationType.QUEUE, queue.exchange(), queue.routingKey(), null);
    }
}
