package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import imece.local.TestServers.Fresh;
import imece.local.nodes.RabbitNode;
import imece.tier.FullRunOnly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The broker stops, dies, forgets everything, or loses messages; two workers of one slot each see it all. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrokerFaultsIT extends FaultTest {

    private static final Duration PROMISED = Duration.ofSeconds(15);
    private static final int STEP_MILLIS = 80;

    private RabbitNode broker;

    @Override
    Rig farm(Fresh servers, Path folder) {
        broker = brokerOfItsOwn(folder);
        Rig farm = closing(new Rig(folder.resolve("farm"), with(broker, servers), 1));
        farm.quickWorker("one", "gpu-one", STEP_MILLIS);
        farm.quickWorker("two", "gpu-two", STEP_MILLIS);
        farm.workers().forEach(farm::awaitReady);
        return farm;
    }

    @Override
    void settle() {
        broker.start();
    }

    @Test
    @Order(1)
    void messagesThatGotLostAreTakenBackAndCompleted() throws Exception {
        List<UUID> running = me.submit(2, "runs while the lane is emptied", 100);
        running.forEach(job -> me.frames().await(job, "processing", SOON));
        List<UUID> waiting = me.submit(4, "waits while the lane is emptied", 6);
        await().atMost(SOON).until(() -> rig.rows().count("jobs where status = 'dispatched'") == 2);
        ConnectionFactory client = new ConnectionFactory();
        client.setUri(broker.uri());
        long purged = System.nanoTime();
        try (Connection connection = client.newConnection();
                Channel channel = connection.createChannel()) {
            assertThat(channel.queuePurge("imece.jobs.default").getMessageCount())
                    .isEqualTo(2);
        }
        me.frames().awaitAll(waiting, "complete", LONG);
        Rig.measured("lost-messages-completed", System.nanoTime() - purged);
        me.frames().awaitAll(running, "complete", SOON);
        for (UUID job : running) {
            assertThat(rig.rows().outcomes(job)).containsExactly("completed");
        }
        for (UUID job : waiting) {
            assertThat(rig.rows().outcomes(job)).containsExactly("completed");
            // Dispatched, taken back once, dispatched again: no storm.
            assertThat(rig.rows().job(job).epoch()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    @Order(2)
    void aStoppedBrokerLosesNothingAndCostsNoFinishedWork() {
        Outage outage = begin("stop");
        broker.stop();
        goOn("broker-restarted", outage);
        for (UUID job : outage.running()) {
            assertThat(rig.rows().outcomes(job))
                    .as("a run whose worker lives is not done twice")
                    .containsExactly("completed");
        }
    }

    @Test
    @Order(3)
    @FullRunOnly
    void aKilledBrokerLosesNothingAndCostsNoFinishedWork() {
        Outage outage = begin("kill");
        broker.kill();
        goOn("broker-killed", outage);
        for (UUID job : outage.running()) {
            assertThat(rig.rows().outcomes(job))
                    .as("a run whose worker lives is not done twice")
                    .containsExactly("completed");
        }
    }

    @Test
    @Order(4)
    void aWipedBrokerLosesNothing() {
        Outage outage = begin("wipe");
        broker.wipe();
        goOn("broker-wiped", outage);
        for (UUID job : outage.running()) {
            assertThat(rig.rows().outcomes(job))
                    .as("a run whose worker lives is not done twice")
                    .containsExactly("completed");
        }
    }

    /**
     * Jobs around an outage.
     *
     * @param running one ends while the broker is away, one after it is back
     * @param waiting dispatched or queued when it goes
     */
    private record Outage(List<UUID> running, List<UUID> waiting) {}

    private Outage begin(String how) {
        List<UUID> running =
                List.of(me.submit("ends while it is away, " + how, 50), me.submit("outlasts, " + how, 150));
        running.forEach(job -> me.frames().await(job, "processing", SOON));
        List<UUID> waiting = me.submit(3, "waits through it, " + how, 6);
        // The short run is soon over, so a job goes to the broker for its seat; for that of the long one none does yet.
        await().atMost(SOON).until(() -> rig.rows().count("jobs where status = 'dispatched'") >= 1);
        // A quorum queue is safe some seconds after it was declared, which the workers did at their start.
        return new Outage(running, waiting);
    }

    private void goOn(String what, Outage outage) {
        List<UUID> all = new ArrayList<>(outage.running());
        all.addAll(outage.waiting());
        all.addAll(me.submit(2, "comes while it is away", 6));
        Member quick = rig.workers().stream()
                .filter(worker -> worker.said(
                        "[GPU_LOCK] acquired", outage.running().getFirst().toString()))
                .findFirst()
                .orElseThrow();
        quick.awaitSaid(SOON, "[GPU_LOCK] released", outage.running().getFirst().toString());
        broker.start();
        long back = System.nanoTime();
        long firstBack =
                me.frames().await(outage.running().getFirst(), "complete", LONG).nanos();
        timed(what + "-first-completion", firstBack - back, PROMISED);
        Duration work = Duration.ofMillis(150 * STEP_MILLIS);
        me.frames().awaitAll(all, "complete", LONG);
        timedSince(what + "-all-complete", back, PROMISED.plus(work));
    }
}
