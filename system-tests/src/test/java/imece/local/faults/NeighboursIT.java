package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.faults.Frames.Seen;
import imece.local.net.Cable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Who pays for a lost run: nobody for a lost connection, and of several that died together only the one that did it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NeighboursIT extends FaultTest {

    private static final Duration PROMISED = Duration.ofSeconds(20);

    private String broker;

    @Override
    Rig farm(Fresh servers, Path folder) {
        broker = servers.brokerUri();
        return closing(new Rig(folder, servers, 1));
    }

    @Override
    void settle() {
        rig.endWorkers();
    }

    @Test
    @Order(1)
    void aPoisonJobEndsAfterFiveDeathsAndItsNeighbourWithAPicture() {
        Member both = rig.quickWorker("both", "gpu-b1,gpu-b2", 50);
        rig.awaitReady(both);
        UUID neighbour = me.submit("a neighbour that has time", 120);
        UUID poison = me.submit("[kill] its whole process", 40);
        long began = System.nanoTime();
        int deaths = 0;
        while (!me.frames().status(poison).equals("error")) {
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMinutes(5));
            if (!both.alive()) {
                deaths++;
                rig.again(both);
            }
        }
        Rig.measured("poison-beside-a-neighbour-ends-as-error", System.nanoTime() - began);
        me.frames().await(neighbour, "complete", LONG);

        // A death before its run was told leaves no trace and costs nothing; a busy machine has some of them.
        assertThat(deaths).as("two together with its neighbour, three alone").isGreaterThanOrEqualTo(5);
        assertThat(rig.rows().outcomes(poison)).hasSize(5).containsOnly("lost");
        assertThat(me.job(poison).path("error").path("code").stringValue("")).isEqualTo("worker-lost");
        assertThat(rig.rows().job(poison).failures()).isEqualTo(3);
        assertThat(rig.rows().job(neighbour).failures())
                .as("it was lost beside a poison, and pays nothing")
                .isZero();
        assertThat(rig.rows().outcomes(neighbour)).containsExactly("lost", "lost", "completed");
    }

    @Test
    void aConnectionThatIsTornAgainAndAgainCostsItsJobNothing() throws IOException {
        try (Cable left = new Cable(broker);
                Cable right = new Cable(broker)) {
            rig.workerBy(left.uri(), "left", 60);
            rig.workerBy(right.uri(), "right", 60);
            rig.awaitSettled();
            UUID job = me.submit("moves to and fro", 150);
            Seen holder = me.frames().await(job, "processing", SOON);
            for (int tear = 1; tear <= 4; tear++) {
                String from = holder.worker();
                int before = holder.attempt();
                Cable cable = from.equals("left") ? left : right;
                long torn = System.nanoTime();
                cable.tear();
                holder = me.frames().await(job, torn, SOON, frame -> frame.attempt() > before);
                timed("torn-connection-restarted-elsewhere", holder.nanos() - torn, PROMISED);
                assertThat(holder.worker()).isNotEqualTo(from);
                cable.mend();
                await("the worker that is back has cleared the job")
                        .atMost(SOON)
                        .until(() -> rig.rows().count("runs where blame is not null and job_id = '" + job + "'") == 0);
                timedSince("torn-connection-refunded", torn, PROMISED);
            }
            me.frames().await(job, "complete", SOON);
            assertThat(rig.rows().job(job).failures()).isZero();
            assertThat(rig.rows().outcomes(job)).containsExactly("lost", "lost", "lost", "lost", "completed");
            assertThat(me.attempts(job).path(0).path("reason").stringValue("")).endsWith("vanished, and came back");
        }
    }

    @Test
    void aTransientFailureIsTriedOnAnotherSlotFirst() {
        Member weak = rig.quickWorker("weak", "gpu-weak", 10);
        Member sound = rig.worker("sound", 10, "--imece.worker.demo.faults=false");
        rig.awaitReady(weak);
        int failedFirst = 0;
        for (UUID job : List.of(attempt(1), attempt(2), attempt(3), attempt(4), attempt(5), attempt(6))) {
            List<String> outcomes = rig.rows().outcomes(job);
            // The third one that fails there shows that it is the slot's fault, and goes back unspent.
            assertThat(outcomes)
                    .isIn(List.of("completed"), List.of("failed", "completed"), List.of("released", "completed"));
            failedFirst += outcomes.size() - 1;
        }
        assertThat(failedFirst).as("some of six began on the slot that fails").isPositive();
        assertThat(sound.alive()).isTrue();
    }

    private UUID attempt(int number) {
        UUID job = me.submit("[oom] try " + number, 6);
        me.frames().await(job, "complete", SOON);
        return job;
    }
}
