package imece.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import imece.contract.Topology;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class SharedServersIT {
    @Test
    void giveEachTestAnEmptyDatabaseAndAnEmptyVirtualHost() throws Exception {
        for (int test = 1; test <= 2; test++) {
            TestServers.Fresh fresh = TestServers.fresh(SharedServersIT.class);
            try (var connection = DriverManager.getConnection(fresh.jdbcUrl(), fresh.user(), fresh.password());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE mine (n int)");
            }
            ConnectionFactory factory = new ConnectionFactory();
            factory.setUri(fresh.brokerUri());
            try (var connection = factory.newConnection();
                    var channel = connection.createChannel()) {
                String lane = Topology.jobQueue(Topology.DEFAULT_LANE);
                var declared = channel.queueDeclare(
                        lane,
                        true,
                        false,
                        false,
                        Topology.laneQueue(Topology.DEFAULT_LANE).arguments());
                assertThat(declared.getMessageCount()).isZero();
                channel.confirmSelect();
                channel.basicPublish("", lane, null, new byte[1]);
                channel.waitForConfirmsOrDie(10_000);
            }
        }
    }
}
