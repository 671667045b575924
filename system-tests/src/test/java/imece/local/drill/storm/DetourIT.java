package imece.local.drill.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import imece.broker.TopologyDeclarer;
import imece.contract.Topology;
import imece.local.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DetourIT {
    private static final int EVENTS = 80;
    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void everyEventArrivesOnceInAnotherOrderAndThenTheyGoStraightAgain() throws Exception {
        String broker = TestServers.fresh(DetourIT.class).brokerUri();
        List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
        List<Integer> arrived = new CopyOnWriteArrayList<>();
        try (Connection connection = DrillConnection.to(broker)) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            TopologyDeclarer.declareShared(channel, List.of());
            connection
                    .createChannel()
                    .basicConsume(
                            Topology.STATUS_STORE,
                            true,
                            (tag, event) -> arrived.add(number(event.getBody())),
                            tag -> {});

            Detour detour = new Detour(broker, new Random(1));
            detour.open();
            publish(channel, all);
            detour.end();
            await().atMost(BOUND).until(() -> arrived.size() >= EVENTS);
            assertThat(arrived).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);

            publish(channel, all);
            await().atMost(BOUND).until(() -> arrived.size() >= 2 * EVENTS);
            assertThat(arrived.subList(EVENTS, arrived.size())).isEqualTo(all);
        }
    }

    private static void publish(Channel channel, List<Integer> numbers) throws Exception {
        for (Integer number : numbers) {
            byte[] body = number.toString().getBytes(StandardCharsets.US_ASCII);
            channel.basicPublish(Topology.STATUS, "", MessageProperties.PERSISTENT_BASIC, body);
        }
        channel.waitForConfirmsOrDie(20_000);
    }

    private static Integer number(byte[] body) {
        return Integer.valueOf(new String(body, StandardCharsets.US_ASCII));
    }
}
