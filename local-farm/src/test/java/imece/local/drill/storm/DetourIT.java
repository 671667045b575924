package imece.local.drill.storm;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import imece.contract.Topology;
import imece.local.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class DetourIT {
    private static final int EVENTS = 80;

    @Test
    void everyEventArrivesOnceInAnotherOrderAndThenTheyGoStraightAgain() throws Exception {
        String broker = TestServers.fresh(DetourIT.class).brokerUri();
        try (Connection connection = DrillConnection.to(broker)) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            channel.exchangeDeclare(Topology.STATUS, "fanout", true);
            channel.queueDeclare(Topology.STATUS_STORE, true, false, false, Topology.storeQueueArguments());
            channel.queueBind(Topology.STATUS_STORE, Topology.STATUS, "");

            Detour detour = new Detour(broker, new Random(1));
            detour.open();
            publish(channel);
            detour.end();
            List<Integer> late = arrived(channel);
            publish(channel);
            List<Integer> straight = arrived(channel);

            List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
            assertThat(late).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
            assertThat(straight).isEqualTo(all);
        }
    }

    private static void publish(Channel channel) throws Exception {
        for (int number = 0; number < EVENTS; number++) {
            byte[] body = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
            channel.basicPublish(Topology.STATUS, "", MessageProperties.PERSISTENT_BASIC, body);
        }
        channel.waitForConfirmsOrDie(20_000);
    }

    private static List<Integer> arrived(Channel channel) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (GetResponse one = get(channel); one != null; one = get(channel)) {
            numbers.add(Integer.valueOf(new String(one.getBody(), StandardCharsets.US_ASCII)));
        }
        return numbers;
    }

    private static @Nullable GetResponse get(Channel channel) throws IOException {
        return channel.basicGet(Topology.STATUS_STORE, true);
    }
}
