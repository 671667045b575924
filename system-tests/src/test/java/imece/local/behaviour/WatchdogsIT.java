package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.LiveEvent;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.LiveEvent.WorkerState;
import imece.contract.Topology;
import imece.tier.FullRunOnly;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What stands still without an error heals itself, or shouts. */
@ExtendWith(SharedGateway.class)
class WatchdogsIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    private final GatewayUnderTest gateway;

    WatchdogsIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    @FullRunOnly
    void anIdleWorkerWhoseQueueWasDeletedRegistersAgain(@TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        Browser browser = gateway.newcomer();
        try (WorkerProcess worker = WorkerProcess.start(gateway, folder, "forgotten");
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            String before = browser.submitted("before");
            await().atMost(SOON).until(() -> browser.status(before).equals("complete"));

            String queue = Topology.jobQueue(Topology.DEFAULT_LANE);
            amqp.say(channel -> channel.queueDelete(queue));

            await().atMost(SOON).until(() -> amqp.consumers(queue) == 1);
            String after = browser.submitted("after");
            await().atMost(SOON).until(() -> browser.status(after).equals("complete"));
            assertThat(worker.said()).doesNotContain("ERROR");
        }
    }

    @Test
    void theStoreWhoseQueueWasDeletedReadsOn() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            amqp.say(channel -> channel.queueDelete(Topology.STATUS_STORE));
            await().atMost(SOON).until(() -> amqp.consumers(Topology.STATUS_STORE) == 1);

            String id = browser.submitted("after the queue was deleted");
            FakeRun run = worker.take();
            assertThat(run.id()).isEqualTo(id);
            run.start().complete();
            await().atMost(SOON).until(() -> browser.status(id).equals("complete"));
        }
    }

    @Test
    void aLaneWithAnIdleSlotThatTakesNothingIsShoutedAbout() {
        double before = metric("imece_line_standstills_total{lane=\"default\"}");
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
        try (Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            LiveEvent.Heartbeat idle = idle();
            ScheduledFuture<?> unused =
                    heart.scheduleWithFixedDelay(() -> amqp.publish(Topology.LIVE, "", idle), 0, 1, TimeUnit.SECONDS);
            gateway.newcomer().submitted("nobody takes it");
            await().atMost(SOON).until(() -> metric("imece_line_standstills_total{lane=\"default\"}") > before);
        } finally {
            heart.shutdownNow();
        }
    }

    private static LiveEvent.Heartbeat idle() {
        SlotReport slot = new SlotReport(
                LiveEvent.GpuReport.named("gpu-deaf", "deaf"),
                SlotState.IDLE,
                "fake",
                Topology.DEFAULT_LANE,
                null,
                null,
                null,
                null,
                LiveEvent.EngineOffer.NONE);
        return new LiveEvent.Heartbeat(
                "deaf", UUID.randomUUID(), "test-host", "0", WorkerState.READY, List.of(slot), List.of());
    }

    private double metric(String name) {
        return gateway.probe()
                .get("/actuator/prometheus")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
