package imece.contract;

import java.util.Map;

/**
 * A queue and the one exchange that it is bound to. All but the binding is part of the queue's identity, so all who declare it
 * must say the same.
 *
 * @param durable outlasts the broker's restart
 * @param exclusive belongs to the connection that declares it, and ends with it
 * @param autoDelete ends with its last consumer
 * @param routingKey with which it is bound; empty for a fanout exchange
 */
public record QueueSpec(
        String name,
        boolean durable,
        boolean exclusive,
        boolean autoDelete,
        Map<String, Object> arguments,
        String exchange,
        String routingKey) {

    public QueueSpec {
        arguments = Map.copyOf(arguments);
    }

    /** One that gateways and workers share. */
    static QueueSpec shared(String name, Map<String, Object> arguments, String exchange, String routingKey) {
        return new QueueSpec(name, true, false, false, arguments, exchange, routingKey);
    }

    /** One of a single process, for as long as its connection lives. */
    static QueueSpec ofProcess(String name, String exchange) {
        return new QueueSpec(name, false, true, true, Map.of(), exchange, "");
    }
}
