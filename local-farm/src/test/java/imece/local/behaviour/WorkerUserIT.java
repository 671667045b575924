package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.contract.Topology;
import imece.local.ComposeFile;
import imece.local.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The broker user that docker-compose.yml gives to workers can do what workers do, and nothing else. */
@ExtendWith(SharedGateway.class)
class WorkerUserIT {
    private final GatewayUnderTest gateway;

    WorkerUserIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void itMakesPicturesAndTakesOrdersButNeitherSubmitsNorOrdersNorReadsWhatOthersSay(
            @TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        JsonNode permissions = ComposeFile.read("docker-compose.yml").permissions("worker");
        String uri = TestServers.brokerUser(
                gateway.brokerUri(),
                "worker-" + UUID.randomUUID(),
                permissions.path("configure").stringValue(),
                permissions.path("write").stringValue(),
                permissions.path("read").stringValue());
        Browser browser = gateway.newcomer();
        try (WorkerProcess worker =
                WorkerProcess.start(gateway, folder, "restricted", Map.of("imece.broker.uri", uri))) {
            String id = browser.submitted("by a user of few rights");
            Within.bounds().until(() -> browser.status(id).equals("complete"));
            String endless = browser.submitted("cancelled [stall]");
            Within.bounds().until(() -> browser.status(endless).equals("processing"));
            browser.delete("/api/jobs/" + endless).expect(202);
            Within.bounds()
                    .until(() -> worker.said().contains("[GPU_LOCK] released gpu=demo-restricted job=" + endless));
        }

        for (String exchange : List.of(Topology.JOBS, Topology.CONTROL, Topology.UPDATES)) {
            refused(uri, amqp -> amqp.publish(exchange, Topology.DEFAULT_LANE, Map.of(), Topology.JSON, new byte[0]));
        }
        refused(uri, amqp -> amqp.publish("", Topology.STATUS_STORE, Map.of(), Topology.JSON, new byte[0]));
        refused(uri, amqp -> amqp.say(channel -> channel.basicGet(Topology.STATUS_STORE, false)));
        refused(uri, amqp -> amqp.say(channel -> channel.queueDelete("imece.updates.of-a-gateway")));
        refused(uri, amqp -> amqp.say(channel -> channel.queueDeclare("mine", false, false, true, Map.of())));
    }

    private interface Trying {
        void on(Amqp amqp);
    }

    private static void refused(String uri, Trying trying) {
        try (Amqp amqp = Amqp.connect(uri)) {
            assertThatThrownBy(() -> trying.on(amqp)).hasStackTraceContaining("ACCESS_REFUSED");
        }
    }
}
