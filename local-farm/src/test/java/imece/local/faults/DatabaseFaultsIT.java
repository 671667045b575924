package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.nodes.NodePlace;
import imece.local.nodes.PostgresNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The database is stopped in order and at once; runs go on and their events wait. */
class DatabaseFaultsIT extends FaultTest {

    private static final Duration PROMISED = Duration.ofSeconds(15);

    private PostgresNode postgres;

    @Override
    Rig farm(Fresh servers, Path folder) {
        postgres = new PostgresNode(NodePlace.quiet(folder.resolve("postgres")));
        closing(postgres::stop);
        postgres.start();
        postgres.createDatabase("imece");
        Rig farm = closing(new Rig(
                folder.resolve("farm"),
                new Fresh(postgres.jdbcUrl("imece"), PostgresNode.USER, postgres.password(), servers.brokerUri()),
                1));
        farm.quickWorker("one", "gpu-one", 40);
        farm.quickWorker("two", "gpu-two", 40);
        farm.workers().forEach(farm::awaitReady);
        return farm;
    }

    @Test
    void aStoppedDatabaseIsAnsweredWith503AndNothingIsLost() {
        outage("database-stopped", postgres::stop);
    }

    @Test
    void aDatabaseThatStopsAtOnceIsAnsweredWith503AndNothingIsLost() {
        outage("database-stopped-at-once", postgres::stopImmediately);
    }

    private void outage(String what, Runnable stop) {
        List<UUID> running = me.submit(2, "runs through it", 50);
        running.forEach(job -> me.frames().await(job, "processing", SOON));
        List<UUID> all = new ArrayList<>(running);
        all.addAll(me.submit(4, "waits through it", 8));
        await().atMost(SOON).until(() -> rig.rows().count("jobs where status = 'dispatched'") == 2);

        stop.run();
        long asked = System.nanoTime();
        HttpResponse<String> refused = me.trySubmit("nobody can write this down", 8);
        Rig.measured(what + "-503-after", System.nanoTime() - asked);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("database-unavailable");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        for (UUID job : running) {
            await().atMost(SOON)
                    .until(() -> rig.workers().stream()
                            .anyMatch(worker -> worker.said("[GPU_LOCK] released", job.toString())));
        }

        postgres.start();
        long back = System.nanoTime();
        me.frames().awaitAll(running, "complete", PROMISED);
        Rig.measured(what + "-first-completion", System.nanoTime() - back);
        me.frames().awaitAll(all, "complete", PROMISED);
        Rig.measuredSince(what + "-all-complete", back, PROMISED);
        for (UUID job : all) {
            assertThat(rig.rows().outcomes(job)).containsExactly("completed");
        }
        UUID next = me.submit("accepted again", 4);
        me.frames().await(next, "complete", SOON);
    }
}
