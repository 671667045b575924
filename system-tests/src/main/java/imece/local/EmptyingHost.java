package imece.local;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import imece.contract.Topology;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** Takes everything from a virtual host that a farm leaves there: its durable queues, and its exchanges. */
final class EmptyingHost {

    private EmptyingHost() {}

    static void forgetTheFarm(String uri) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalArgumentException("IMECE_TEST_RABBITMQ: expected amqp://user:password@host:5672/%2F", e);
        }
        try (Connection connection = factory.newConnection("emptying");
                Channel channel = connection.createChannel()) {
            for (String queue :
                    List.of(Topology.DEAD, Topology.STATUS_STORE, Topology.jobQueue(Topology.DEFAULT_LANE))) {
                channel.queueDelete(queue);
            }
            for (String exchange : List.of(
                    Topology.JOBS, Topology.DEAD, Topology.STATUS, Topology.LIVE, Topology.UPDATES, Topology.CONTROL)) {
                channel.exchangeDelete(exchange);
            }
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(
                    "The broker that IMECE_TEST_RABBITMQ names cannot be used: " + e.getMessage(), e);
        }
    }
}
