package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedServersIT {
    @Test
    void giveEachTestADatabaseAndAVirtualHostOfItsOwn() throws Exception {
        TestServers.Fresh one = TestServers.fresh(SharedServersIT.class);
        TestServers.Fresh other = TestServers.fresh(SharedServersIT.class);

        for (TestServers.Fresh fresh : new TestServers.Fresh[] {one, other}) {
            try (var connection = DriverManager.getConnection(fresh.jdbcUrl(), fresh.user(), fresh.password());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE mine (n int)");
            }
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(fresh.brokerUri());
            try (var connection = factory.newConnection();
                    var channel = connection.createChannel()) {
                var declared = channel.queueDeclare("mine", true, false, false, Map.of("x-queue-type", "quorum"));
                channel.confirmSelect();
                channel.basicPublish("", "mine", null, new byte[1]);
                channel.waitForConfirmsOrDie(10_000);
                assertThat(declared.getMessageCount()).isZero();
            }
        }
    }
}
