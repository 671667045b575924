package imece.local.drill.storm;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;

/** The drill's own way to the broker: past all cables, and not opened again by itself. */
final class DrillConnection {
    private DrillConnection() {}

    static Connection to(String broker) throws IOException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setAutomaticRecoveryEnabled(false);
        try {
            factory.setUri(broker);
            return factory.newConnection(BrokerOrders.DRILL);
        } catch (URISyntaxException | GeneralSecurityException | TimeoutException e) {
            throw new IOException(e);
        }
    }
}
