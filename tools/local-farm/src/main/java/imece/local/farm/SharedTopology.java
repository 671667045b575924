package imece.local.farm;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import imece.broker.BrokerAddress;
import imece.broker.TopologyDeclarer;
import imece.contract.Topology;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** What gateways and workers share at the broker. */
final class SharedTopology {

    private SharedTopology() {}

    /**
     * Declares it before the first worker asks for it: a gateway would do so too, but some seconds later, and until then the
     * broker's log fills with what workers do not find. If it can't be declared now, a gateway tries again and says why.
     *
     * @param gateway the broker's address for gateways, who may declare
     * @return whether it is declared now
     */
    static boolean declare(String gateway) {
        try (Connection connection = BrokerAddress.of("--broker", gateway)
                        .connections("imece up")
                        .newConnection();
                Channel channel = connection.createChannel()) {
            TopologyDeclarer.declareShared(channel, List.of(Topology.DEFAULT_LANE));
            return true;
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            return false;
        }
    }
}
