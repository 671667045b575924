package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.GetResponse;
import imece.contract.Topology;
import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.local.nodes.NodePlace;
import imece.local.nodes.RabbitNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages that are too large, too deep or too many for anybody to read stop nobody, whatever the broker lets pass. */
class PoisonIT {
    /** More than the client's own bound, beyond which it hangs up. */
    private static final int HUGE = 125_000_000;

    /** So many bytes have room on the broker that the launcher starts. */
    private static final int LARGE = 15 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void whatNobodyCanReadIsNotedPassedOverAndTheFarmGoesOn() throws Exception {
        RabbitNode broker = new RabbitNode(NodePlace.quiet(folder.resolve("broker")));
        broker.start();
        Fresh any = TestServers.fresh(PoisonIT.class);
        Fresh servers = new Fresh(any.jdbcUrl(), any.user(), any.password(), broker.uri());
        try (GatewayUnderTest gateway = GatewayUnderTest.start(servers)) {
            ourOwnBrokerTakesNothingHuge(gateway);

            takeAnything(broker);
            Browser browser = gateway.newcomer();
            try (WorkerProcess worker = WorkerProcess.start(gateway, folder, "unharmed");
                    Amqp amqp = Amqp.connect(gateway.brokerUri())) {
                byte[] huge = huge();
                amqp.publish(Topology.STATUS, "", Map.of(), Topology.JSON, huge);
                JsonNode note = note(amqp);
                assertThat(note.path("bytes").longValue()).isEqualTo(HUGE);
                assertThat(note.path("sender").stringValue()).isEqualTo("attic");
                assertThat(note.path("queue").stringValue()).isEqualTo(Topology.STATUS_STORE);
                assertThat(note.path("sha256").stringValue())
                        .isEqualTo(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(huge)));
                assertThat(note.path("beginBase64").binaryValue()).isEqualTo(Arrays.copyOf(huge, 1_024));

                everywhere(amqp, huge);
                for (int i = 0; i < 20; i++) {
                    amqp.publish(Topology.STATUS, "", Map.of(), Topology.JSON, new byte[LARGE]);
                }
                amqp.publish(
                        Topology.STATUS,
                        "",
                        Map.of(),
                        Topology.JSON,
                        "[".repeat(60_000).getBytes(StandardCharsets.US_ASCII));
                amqp.publish("", Topology.STATUS_STORE, Map.of("x", "y".repeat(100_000)), Topology.JSON, new byte[5]);

                Within.bounds().until(() -> amqp.say(channel -> channel.messageCount(Topology.STATUS_STORE)) == 0);
                String id = browser.submitted("after all that");
                Within.bounds().until(() -> browser.status(id).equals("complete"));
                assertThat(worker.said()).contains("can't be read and was passed over");
                assertThat(garbage(gateway)).isGreaterThanOrEqualTo(23);
            }
        } finally {
            broker.stop();
        }
    }

    /** As the launcher and the compose file set it up, it closes the channel of who tries. */
    private static void ourOwnBrokerTakesNothingHuge(GatewayUnderTest gateway) {
        try (Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            assertThatThrownBy(() -> amqp.publish(Topology.STATUS, "", Map.of(), Topology.JSON, huge()))
                    .hasStackTraceContaining("PRECONDITION_FAILED");
        }
    }

    /** From now on it is a broker that somebody else has set up. */
    private static void takeAnything(RabbitNode broker) {
        broker.rabbitmqctl(
                "eval",
                "application:set_env(rabbit, max_message_size, 536870912), persistent_term:put(max_message_size, 536870912).");
    }

    private static void everywhere(Amqp amqp, byte[] huge) {
        for (String exchange : List.of(Topology.LIVE, Topology.UPDATES, Topology.CONTROL, Topology.JOBS)) {
            amqp.publish(exchange, Topology.DEFAULT_LANE, Map.of(), Topology.JSON, huge);
        }
        String id = UUID.randomUUID().toString();
        amqp.publish(
                Topology.LIVE,
                "",
                Map.of(Topology.HEADER_JOB, id, Topology.HEADER_RUN, id, Topology.HEADER_SEQ, 1),
                Topology.JPEG,
                huge);
    }

    private static byte[] huge() {
        byte[] huge = new byte[HUGE];
        Arrays.fill(huge, (byte) ' ');
        byte[] begin = "{\"kind\":\"failed\",\"place\":{\"worker\":\"attic\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(begin, 0, huge, 0, begin.length);
        return huge;
    }

    private static JsonNode note(Amqp amqp) {
        Got got = new Got();
        Within.bounds().until(() -> {
            got.message = amqp.say(channel -> channel.basicGet(Topology.POISON, true));
            return got.message != null;
        });
        return JSON.readTree(java.util.Objects.requireNonNull(got.message).getBody());
    }

    private static double garbage(GatewayUnderTest gateway) {
        return gateway.probe()
                .get("/actuator/prometheus")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith("imece_store_garbage_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static final class Got {
        private volatile @Nullable GetResponse message;
    }
}
