package imece.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressTest {
    private static final String PASSWORD = "s3cr3t";

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;
    private static SSLContext before;

    @BeforeAll
    static void aJvmThatTrustsOneCa() throws Exception {
        certificates = new TestCertificates(folder);
        before = SSLContext.getDefault();
        SSLContext.setDefault(certificates.trustingTheCa());
    }

    @AfterAll
    static void asItWas() {
        if (before != null) {
            SSLContext.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"amqps", "AMQPS", "Amqps"})
    void aBrokerWithATrustedCertificateForThisHostGetsThePassword(String scheme) throws Exception {
        try (ListeningBroker broker = new ListeningBroker(certificates.server("right"))) {
            // It hangs up after the password, before anybody is let in.
            assertThatThrownBy(() -> connect(scheme, broker))
                    .isInstanceOfAny(IOException.class, TimeoutException.class);
            assertThat(broker.heard()).startsWith("AMQP").contains("PLAIN", "imece", PASSWORD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"amqps", "AMQPS", "Amqps"})
    void noPasswordIsSentToWhoSignedTheirOwnCertificate(String scheme) throws Exception {
        try (ListeningBroker broker = new ListeningBroker(certificates.server("self-signed"))) {
            assertThatThrownBy(() -> connect(scheme, broker)).isInstanceOf(SSLException.class);
            assertThat(broker.heard()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"amqps", "AMQPS", "Amqps"})
    void noPasswordIsSentToAnotherHostThatTheSameCaVouchesFor(String scheme) throws Exception {
        try (ListeningBroker broker = new ListeningBroker(certificates.server("elsewhere"))) {
            assertThatThrownBy(() -> connect(scheme, broker)).isInstanceOf(SSLException.class);
            assertThat(broker.heard()).isEmpty();
        }
    }

    @Test
    void whatAnAddressSaysIsInTheConnections() {
        ConnectionFactory factory = BrokerAddress.of("x", "amqps://m%40e:s%2Fecret@host/a%2Fb")
                .connections("gateway-1 publishes", Duration.ofSeconds(3), Duration.ofSeconds(4));
        assertThat(factory.getHost()).isEqualTo("host");
        assertThat(factory.getPort()).isEqualTo(5671);
        assertThat(factory.isSSL()).isTrue();
        assertThat(factory.getUsername()).isEqualTo("m@e");
        assertThat(factory.getPassword()).isEqualTo("s/ecret");
        assertThat(factory.getVirtualHost()).isEqualTo("a/b");
        assertThat(factory.getRequestedHeartbeat()).isEqualTo(3);
        assertThat(factory.getConnectionTimeout()).isEqualTo(4_000);
        assertThat(factory.isAutomaticRecoveryEnabled()).isFalse();
        assertThat(factory.getClientProperties()).containsEntry("connection_name", "gateway-1 publishes");
        assertThat(BrokerAddress.of("x", "amqp://host").connections("a").isSSL())
                .isFalse();
        assertThat(BrokerAddress.of("x", "amqp://host").connections("a").getPort())
                .isEqualTo(5672);
        assertThat(BrokerAddress.of("x", "amqps://host:99").connections("a").getPort())
                .isEqualTo(99);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:s3cr3t@host",
                "me:s3cr3t@host",
                "//me:s3cr3t@host",
                "amqp://me:s3cr3t@",
                "amqp://me:s3c r3t-s3cr3t@host",
                "amqp://me:s3cr3t#1@host",
                "amqp://me:12/s3cr3t@host",
                "amqp://me:a:s3cr3t@host",
                "amqp://me:s3cr3t@host:5672/one/two",
                "amqp://me:s3cr3t@host?heartbeat=soon",
                "amqp://me:%zzs3cr3t@host"
            })
    void anAddressThatNobodyCanUseIsNamedWithoutItsPassword(String uri) {
        assertThatThrownBy(() -> BrokerAddress.of("imece.broker.uri", uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("imece.broker.uri")
                .hasNoCause()
                .message()
                .doesNotContain(PASSWORD);
    }

    @Test
    void addressesAreShownWithoutTheirPassword() {
        assertThat(BrokerAddress.shown("amqp://me:secret@host:5672/farm")).isEqualTo("amqp://host:5672/farm");
        assertThat(BrokerAddress.of("x", "amqps://me:secret@host/farm")).hasToString("amqps://host/farm");
        assertThat(BrokerAddress.shown("nonsense with blanks")).isEqualTo("(not a URI)");
    }

    private static void connect(String scheme, ListeningBroker broker) throws IOException, TimeoutException {
        BrokerAddress.of("x", "%s://imece:%s@127.0.0.1:%d/farm".formatted(scheme, PASSWORD, broker.port()))
                .connections("a test")
                .newConnection()
                .close();
    }

    @Test
    void eachKindOfProgramHasItsHeartbeatAndSaysWhatAConnectionIsFor() {
        BrokerAddress address = BrokerAddress.of("x", "amqp://host");
        ConnectionFactory gateway = address.connections(BrokerUser.publishing("gateway-1"), BrokerUser.GATEWAY);
        assertThat(gateway.getClientProperties()).containsEntry("connection_name", "gateway-1 publishes");
        assertThat(gateway.getRequestedHeartbeat()).isEqualTo(3);
        assertThat(gateway.getConnectionTimeout()).isEqualTo(3_000);
        ConnectionFactory worker = address.connections(BrokerUser.consuming("worker-1"), BrokerUser.WORKER);
        assertThat(worker.getClientProperties()).containsEntry("connection_name", "worker-1 consumes");
        assertThat(worker.getRequestedHeartbeat()).isEqualTo(7);
        assertThat(worker.getConnectionTimeout()).isEqualTo(5_000);
        assertThat(address.connections("a tool").getRequestedHeartbeat()).isEqualTo(60);
    }

    @Test
    void theUserThatItNamesIsRead() {
        assertThat(BrokerAddress.of("uri", "amqp://w-attic:se%2Fcret@farm:5672/%2F")
                        .user())
                .isEqualTo("w-attic");
        assertThat(BrokerAddress.of("uri", "amqps://me%40home:secret@farm").user())
                .isEqualTo("me@home");
        assertThat(BrokerAddress.of("uri", "amqp://farm").user())
                .as("as the client has it")
                .isEqualTo("guest");
    }
}
