package imece.local.drill.storm;

import com.rabbitmq.client.Connection;
import imece.broker.BrokerAddress;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** The drill's own way to the broker: past all cables, and not opened again by itself. */
final class DrillConnection {
    private DrillConnection() {}

    static Connection to(String broker) throws IOException {
        try {
            return BrokerAddress.of("The drill's broker", broker)
                    .connections(BrokerOrders.DRILL)
                    .newConnection();
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }
}
