package imece.broker;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import imece.contract.Topology;
import imece.contract.Topology.ExchangeSpec;
import imece.contract.Topology.QueueSpec;
import java.io.IOException;
import java.util.Collection;

/**
 * Declares exchanges and queues on a channel. What exists already is left as it is; what exists with other settings closes the
 * channel.
 */
public final class TopologyDeclarer {

    private TopologyDeclarer() {}

    /**
     * Declares all that is shared.
     *
     * @param lanes whose queues are declared, too
     * @throws IOException also if something of that name exists with other settings
     */
    public static void declareShared(Channel channel, Collection<String> lanes) throws IOException {
        for (ExchangeSpec exchange : Topology.exchanges()) {
            declare(channel, exchange);
        }
        for (QueueSpec queue : Topology.sharedQueues()) {
            declare(channel, queue);
        }
        for (String lane : lanes) {
            declare(channel, Topology.laneQueue(lane));
        }
    }

    /**
     * Declares an exchange.
     *
     * @throws IOException also if one of that name exists with other settings
     */
    public static void declare(Channel channel, ExchangeSpec exchange) throws IOException {
        BuiltinExchangeType type = switch (exchange.kind()) {
            case DIRECT -> BuiltinExchangeType.DIRECT;
            case FANOUT -> BuiltinExchangeType.FANOUT;
        };
        channel.exchangeDeclare(exchange.name(), type, true);
    }

    /**
     * Declares a queue and its binding. The exchange must be there.
     *
     * @throws IOException also if one of that name exists with other settings
     */
    public static void declare(Channel channel, QueueSpec queue) throws IOException {
        declareQueue(channel, queue);
        channel.queueBind(queue.name(), queue.exchange(), queue.routingKey());
    }

    /**
     * Declares a queue without its binding.
     *
     * @throws IOException also if one of that name exists with other settings
     */
    public static void declareQueue(Channel channel, QueueSpec queue) throws IOException {
        channel.queueDeclare(queue.name(), queue.durable(), queue.exclusive(), queue.autoDelete(), queue.arguments());
    }
}
