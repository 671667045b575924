package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.Heartbeat;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.LiveEvent.WorkerState;
import imece.contract.Topology;
import imece.contract.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Workers that somebody has made up, by thousands, and that say without end what they have. */
@ExtendWith(SharedGateway.class)
class ForgedWorkersIT {
    private static final int MADE_UP = 15_000;
    private static final BasicProperties LIVE = new BasicProperties.Builder()
            .contentType(Topology.JSON)
            .deliveryMode(1)
            .build();

    private final GatewayUnderTest gateway;

    ForgedWorkersIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void anHonestWorkerIsStillHeardAmongThemAndDrawsOn(@TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        Browser browser = gateway.newcomer();
        try (WorkerProcess honest = WorkerProcess.start(gateway, folder, "honest");
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            Within.bounds().until(() -> workers().contains("\"id\":\"honest\""));

            say(amqp, List.of(endless("names".repeat(4)), endless("y")));
            List<byte[]> wide = new ArrayList<>();
            IntStream.range(0, 300).forEach(i -> wide.add(Wire.write(madeUp("wide-" + i, 64, 60))));
            say(amqp, wide);
            List<byte[]> many = new ArrayList<>();
            IntStream.range(0, MADE_UP).forEach(i -> many.add(Wire.write(madeUp("made-up-" + i, 0, 0))));
            say(amqp, many);

            String id = browser.submitted("among many");
            Within.bounds().until(() -> browser.status(id).equals("complete"));
            assertThat(workers()).contains("\"id\":\"honest\"");
            assertThat(honest.process().isAlive()).isTrue();
        }
        // Those who were made up are forgotten within a minute by themselves; whoever comes next need not wait for it.
        gateway.restart();
    }

    private String workers() {
        return gateway.operator().get("/api/workers").expect(200).text();
    }

    private static void say(Amqp amqp, List<byte[]> messages) {
        amqp.say(channel -> {
            for (byte[] message : messages) {
                channel.basicPublish(Topology.LIVE, "", LIVE, message);
            }
            channel.waitForConfirmsOrDie(60_000);
            return true;
        });
    }

    /** One of which 340,000 names would be remembered. */
    private static byte[] endless(String name) {
        String names = IntStream.range(0, 340_000)
                .mapToObj(i -> "\"" + name + i + "\"")
                .collect(Collectors.joining(","));
        String all = new String(Wire.write(madeUp("endless", 1, 0)), StandardCharsets.UTF_8)
                .replace("\"checkpoints\":[]", "\"checkpoints\":[" + names + "]");
        assertThat(all).contains(name + "339999");
        return all.getBytes(StandardCharsets.UTF_8);
    }

    private static Heartbeat madeUp(String name, int slots, int names) {
        List<SlotReport> all = IntStream.range(0, slots)
                .mapToObj(slot -> new SlotReport(
                        GpuReport.named("gpu-" + name + slot, "made up"),
                        SlotState.DRAINING,
                        "demo",
                        Topology.DEFAULT_LANE,
                        null,
                        null,
                        null,
                        null,
                        new EngineOffer(
                                IntStream.range(0, names)
                                        .mapToObj(i -> name + "-model-" + slot + "-" + i)
                                        .toList(),
                                List.of())))
                .toList();
        return new Heartbeat(name, UUID.randomUUID(), "nowhere", "0", WorkerState.READY, all, List.of());
    }
}
