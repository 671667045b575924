package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.contract.Topology;
import imece.local.ComposeFile;
import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.local.nodes.NodePlace;
import imece.local.nodes.RabbitNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The broker user that docker-compose.yml gives to workers can do what workers do, and nothing else. */
class WorkerUserIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void itMakesPicturesAndTakesOrdersButNeitherSubmitsNorOrdersNorReadsWhatOthersSay() {
        // Users can be made on a broker of one's own only.
        RabbitNode broker = new RabbitNode(NodePlace.quiet(folder.resolve("broker")));
        broker.start();
        Fresh any = TestServers.fresh(WorkerUserIT.class);
        Fresh servers = new Fresh(any.jdbcUrl(), any.user(), any.password(), broker.uri());
        try (GatewayUnderTest gateway = GatewayUnderTest.start(servers)) {
            tryItAll(gateway, workersUser(broker));
        } finally {
            broker.stop();
        }
    }

    /** The address of the broker for a user with the permissions that the compose file gives to workers. */
    private static String workersUser(RabbitNode broker) {
        JsonNode permissions = ComposeFile.read("docker-compose.yml").permissions("worker");
        String password = UUID.randomUUID().toString();
        broker.rabbitmqctl("add_user", "worker", password);
        broker.rabbitmqctl(
                "set_permissions",
                "-p",
                "/",
                "worker",
                permissions.path("configure").stringValue(),
                permissions.path("write").stringValue(),
                permissions.path("read").stringValue());
        return broker.uri().replace(URI.create(broker.uri()).getRawUserInfo(), "worker:" + password);
    }

    private void tryItAll(GatewayUnderTest gateway, String uri) {
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
