package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.rabbitmq.client.Channel;
import imece.contract.LiveEvent;
import imece.contract.Topology;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.workers.WorkerRegistry;
import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.local.net.Cable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;

/** The broker has taken a job, its answer is lost, and then the connection: nobody knows, so the job is not published again. */
class SwallowedConfirmIT {
    private static final String LANE = Topology.jobQueue(Topology.DEFAULT_LANE);

    private final Fresh servers = TestServers.fresh(SwallowedConfirmIT.class);
    private final Cable cable = new Cable(servers.brokerUri());
    private final GatewayUnderTest gateway =
            GatewayUnderTest.start(new Fresh(servers.jdbcUrl(), servers.user(), servers.password(), cable.uri()));
    private final Amqp direct = Amqp.connect(servers.brokerUri());
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void listen() {
        said.start();
        ((Logger) LoggerFactory.getLogger("imece.gateway")).addAppender(said);
    }

    @AfterEach
    void end() throws IOException {
        ((Logger) LoggerFactory.getLogger("imece.gateway")).detachAppender(said);
        direct.close();
        gateway.close();
        cable.close();
    }

    @Test
    void aJobWhoseConfirmIsSwallowedBeforeTheLineIsCutIsPublishedOnceAndRunsOnce() {
        openChannels();
        aSlotIsHeard();
        Browser browser = gateway.newcomer();
        cable.swallowAnswers();
        String job = browser.submitted("swallowed");
        // Soon: a confirm is not waited for any longer than two seconds.
        await().pollInterval(Duration.ofMillis(10)).until(() -> waiting() == 1);
        cable.tear();
        await().until(() -> said("was published without seeing its confirm", job));
        cable.mend();
        String other = browser.submitted("after it");

        try (FakeWorker worker = FakeWorker.start(gateway)) {
            FakeRun run = worker.take();
            assertThat(run.job().jobId()).hasToString(job);
            assertThat(run.job().epoch()).isEqualTo(1);
            run.start().complete();
            FakeRun next = worker.take();
            assertThat(next.job().jobId()).as("none comes twice").hasToString(other);
            next.start().complete();
            Within.bounds().until(() -> browser.status(other).equals("complete"));
            assertThat(worker.hasMore()).isFalse();
        }
        assertThat(browser.status(job)).isEqualTo("complete");
        assertThat(gateway.rows().text("select epoch from jobs where id = ?", UUID.fromString(job)))
                .isEqualTo("1");
        assertThat(gateway.rows().text("select count(*) from runs where job_id = ?", UUID.fromString(job)))
                .isEqualTo("1");
        assertThat(said("has no queue", "")).isFalse();
        assertThat(said("the connection or its channel ended", job)).isTrue();
    }

    /** Some seconds ago, and it takes nothing: only for such a one is a job given to the broker. */
    private void aSlotIsHeard() {
        LiveEvent.SlotReport slot = new LiveEvent.SlotReport(
                LiveEvent.GpuReport.named("gpu", "GPU"),
                LiveEvent.SlotState.IDLE,
                "fake",
                Topology.DEFAULT_LANE,
                null,
                null,
                null,
                null,
                LiveEvent.EngineOffer.NONE);
        direct.publish(
                Topology.LIVE,
                "",
                new LiveEvent.Heartbeat(
                        "heard",
                        new UUID(1, 1),
                        "nowhere",
                        "0",
                        LiveEvent.WorkerState.READY,
                        List.of(slot),
                        List.of()));
        WorkerRegistry workers = gateway.part("workerRegistry", WorkerRegistry.class);
        Within.bounds().until(() -> workers.liveSlots().size() == 1);
    }

    /** A channel that is opened needs an answer; these are kept. */
    private void openChannels() {
        CachingConnectionFactory factory = gateway.part("publisherConnections", CachingConnectionFactory.class);
        assertThat(gateway.part("messagePublisher", MessagePublisher.class).reachable())
                .isTrue();
        try (Connection connection = factory.createConnection()) {
            List<Channel> channels = Stream.generate(() -> connection.createChannel(false))
                    .limit(8)
                    .toList();
            channels.forEach(SwallowedConfirmIT::giveBack);
        }
    }

    private static void giveBack(Channel channel) {
        try {
            channel.close();
        } catch (IOException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private int waiting() {
        return direct.say(channel -> channel.queueDeclarePassive(LANE).getMessageCount());
    }

    private boolean said(String words, String job) {
        return List.copyOf(said.list).stream()
                .anyMatch(event -> event.getFormattedMessage().contains(words)
                        && (event.getFormattedMessage() + event.getKeyValuePairs()).contains(job));
    }
}
