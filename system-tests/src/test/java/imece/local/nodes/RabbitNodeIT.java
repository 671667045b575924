package imece.local.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import imece.contract.MessageSize;
import imece.contract.Topology;
import imece.contract.Topology.QueueSpec;
import imece.contract.WorkerAccount;
import imece.tier.FullRunOnly;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RabbitNodeIT {
    @TempDir
    Path folder;

    private RabbitNode node = new RabbitNode(NodePlace.quiet(Path.of("target", "unused")));

    @BeforeEach
    void make() {
        node = new RabbitNode(NodePlace.quiet(folder.resolve("one")));
    }

    @AfterEach
    void end() {
        node.stop();
    }

    /** One long story, because a RabbitMQ takes seconds to start. */
    @Test
    void keepsMessagesAndPortOverStopKillAndALostLauncherBesideAnotherNode() throws Exception {
        RabbitNode other = new RabbitNode(NodePlace.quiet(folder.resolve("another place")));
        CompletableFuture.allOf(CompletableFuture.runAsync(node::start), CompletableFuture.runAsync(other::start))
                .join();
        try {
            node.addVirtualHost("only-here");
            assertThat(node.rabbitmqctl("list_vhosts")).contains("only-here");
            assertThat(other.rabbitmqctl("list_vhosts")).doesNotContain("only-here");
        } finally {
            other.stop();
        }
        String uri = node.uri();
        assertThat(catchThrowable(() -> connect("amqp://guest:guest@" + node.address() + "/%2F")))
                .isInstanceOf(AuthenticationFailureException.class);

        publish("before the stop");
        node.stop();
        node.start();
        publish("before the kill");
        node.kill();
        node.start();
        ProcessHandle orphan = node.process().orElseThrow();
        node = new RabbitNode(NodePlace.quiet(folder.resolve("one")));
        node.start();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(node.uri()).isEqualTo(uri);
        assertThat(take()).isEqualTo("before the stop");
        assertThat(take()).isEqualTo("before the kill");
    }

    @Test
    @FullRunOnly
    void aFolderOfTheLastReleaseKeepsTheUserThatWorkersKnowWithFewRightsUntilItIsRemoved() throws Exception {
        node.start();
        // As the last release left it: one user for everything, in the broker's database and in a file.
        node.rabbitmqctl("add_user", BrokerAccounts.SHARED, "known");
        node.rabbitmqctl("set_user_tags", BrokerAccounts.SHARED, "administrator");
        node.rabbitmqctl("set_permissions", "-p", "/", BrokerAccounts.SHARED, ".*", ".*", ".*");
        node.stop();
        Files.delete(folder.resolve("one/definitions.json"));
        Files.writeString(folder.resolve("one/password"), "known\n");
        node = new RabbitNode(NodePlace.quiet(folder.resolve("one")));
        String attic = node.accounts().renew("w-attic", new WorkerAccount("attic").rights());
        node.start();

        String shared = node.uri(BrokerAccounts.SHARED, "known");
        assertThat(node.rabbitmqctl("list_users")).containsPattern(BrokerAccounts.SHARED + "\\s+\\[]");
        try (Connection connection = connect(shared)) {
            assertThat(catchThrowable(
                            () -> connection.createChannel().queueDeclare("mine", false, false, true, Map.of())))
                    .hasStackTraceContaining("ACCESS_REFUSED");
        }
        node.removeUser(BrokerAccounts.SHARED, true);
        assertThat(catchThrowable(() -> connect(shared))).isInstanceOf(AuthenticationFailureException.class);

        connect(node.uri("w-attic", attic)).close();
        node.stop();
        node.removeUser("w-attic", false);
        node.start();
        assertThat(catchThrowable(() -> connect(node.uri("w-attic", attic))))
                .isInstanceOf(AuthenticationFailureException.class);
    }

    @Test
    void ofLiveNewsThatNobodyReadsTheOldestGoAlsoInAQueueThatWasThereBefore() throws Exception {
        node.start();
        node.rabbitmqctl("clear_policy", "imece-live");
        QueueSpec live = Topology.gatewayQueue(
                Topology.LIVE, "gateway-1", UUID.randomUUID().toString());
        byte[] news = new byte[MessageSize.PREVIEW];
        int many = Topology.MOST_LIVE_BYTES / news.length + 10;
        try (Connection connection = connect(node.uri());
                Channel channel = connection.createChannel()) {
            // As a gateway of any release declares it.
            channel.queueDeclare(live.name(), live.durable(), live.exclusive(), live.autoDelete(), live.arguments());
            channel.confirmSelect();
            node.importUsers();
            for (int number = 1; number <= many; number++) {
                news[0] = (byte) number;
                channel.basicPublish("", live.name(), MessageProperties.BASIC, news);
            }
            channel.waitForConfirmsOrDie(60_000);

            List<Integer> kept = new ArrayList<>();
            for (GetResponse got = channel.basicGet(live.name(), true);
                    got != null;
                    got = channel.basicGet(live.name(), true)) {
                kept.add(got.getBody()[0] & 0xff);
            }
            assertThat(kept)
                    .hasSizeLessThanOrEqualTo(Topology.MOST_LIVE_BYTES / news.length)
                    .hasSizeGreaterThan(Topology.MOST_LIVE_BYTES / news.length - 5)
                    .isSorted()
                    .last()
                    .isEqualTo(many);
        }
    }

    private void publish(String text) throws Exception {
        try (Connection connection = connect(node.uri());
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.queueDeclare("kept", true, false, false, Map.of());
            channel.basicPublish("", "kept", MessageProperties.PERSISTENT_BASIC, text.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private String take() throws Exception {
        try (Connection connection = connect(node.uri());
                Channel channel = connection.createChannel()) {
            return new String(channel.basicGet("kept", true).getBody(), StandardCharsets.UTF_8);
        }
    }

    private static Connection connect(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        return factory.newConnection("test");
    }
}
