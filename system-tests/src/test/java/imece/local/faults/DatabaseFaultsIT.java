package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.local.TestServers.Fresh;
import imece.local.net.Cable;
import imece.local.nodes.NodePlace;
import imece.local.nodes.PostgresNode;
import imece.tier.FullRunOnly;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The database is stopped in order and at once; runs go on and their events wait. */
class DatabaseFaultsIT extends FaultTest {

    private static final Duration PROMISED = Duration.ofSeconds(15);
    /** Seen as missing after four seconds, and proven lost four seconds later. */
    private static final Duration RECONCILED = Duration.ofSeconds(30);

    private PostgresNode postgres;
    private Cable line;

    @Override
    Rig farm(Fresh servers, Path folder) throws IOException {
        postgres = new PostgresNode(NodePlace.quiet(folder.resolve("postgres")));
        closing(postgres::stop);
        postgres.start();
        postgres.createDatabase("imece");
        String url = postgres.jdbcUrl("imece");
        line = closing(new Cable(url.substring("jdbc:".length())));
        Rig farm = closing(new Rig(
                folder.resolve("farm"),
                new Fresh(url, PostgresNode.USER, postgres.password(), servers.brokerUri()),
                1,
                "--spring.datasource.url=jdbc:" + line.uri()));
        farm.quickWorker("one", "gpu-one", 40);
        farm.quickWorker("two", "gpu-two", 40);
        farm.workers().forEach(farm::awaitReady);
        return farm;
    }

    @Override
    void settle() {
        postgres.start();
        line.mend();
        CommitGate.removeFrom(rig.rows());
        rig.awaitGateway(0);
    }

    @Test
    @FullRunOnly
    void aStoppedDatabaseIsAnsweredWith503AndNothingIsLost() {
        outage("database-stopped", postgres::stop);
    }

    @Test
    void aDatabaseThatStopsAtOnceIsAnsweredWith503AndNothingIsLost() {
        outage("database-stopped-at-once", postgres::stopImmediately);
    }

    /** The commit is not made, so nothing was published: the job is dispatched as if for the first time. */
    @Test
    void aDatabaseThatStopsInTheMiddleOfADispatchDispatchesOnceItIsBack() throws SQLException {
        UUID job;
        long back;
        try (CommitGate gate = CommitGate.shut(rig.rows(), "new.status = 'dispatched'")) {
            job = me.submit("dispatched when the database stops", 8);
            assertThat(gate.awaitSomebody()).isEqualTo("gateway-1");
            postgres.stopImmediately();
            postgres.start();
            back = System.nanoTime();
        }
        me.frames().await(job, back, SOON, frame -> frame.status().equals("complete"));
        timedSince("database-stopped-in-a-dispatch-complete", back, PROMISED);
        assertThat(rig.rows().job(job).epoch()).as("dispatched once").isEqualTo(1);
        assertThat(rig.rows().outcomes(job)).containsExactly("completed");
    }

    /** The commit is made and its gateway can't know it: the job is proven lost, taken back, and dispatched again. */
    @Test
    void aDispatchWhoseCommitNobodyHeardOfIsTakenBack() throws SQLException {
        UUID job;
        try (CommitGate gate = CommitGate.shut(rig.rows(), "new.status = 'dispatched'")) {
            job = me.submit("dispatched, and nobody heard of it", 8);
            assertThat(gate.awaitSomebody()).isEqualTo("gateway-1");
            line.tear();
        }
        line.mend();
        long mended = System.nanoTime();
        me.frames().await(job, mended, LONG, frame -> frame.status().equals("complete"));
        timedSince("dispatch-committed-unheard-complete", mended, RECONCILED);
        assertThat(rig.rows().job(job).epoch())
                .as("dispatched, taken back, dispatched")
                .isEqualTo(3);
        assertThat(rig.rows().outcomes(job)).containsExactly("completed");
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
        me.frames().awaitAll(running, "complete", SOON);
        Rig.measured(what + "-first-completion", System.nanoTime() - back);
        me.frames().awaitAll(all, "complete", SOON);
        timedSince(what + "-all-complete", back, PROMISED);
        for (UUID job : all) {
            assertThat(rig.rows().outcomes(job)).containsExactly("completed");
        }
        UUID next = me.submit("accepted again", 4);
        me.frames().await(next, "complete", SOON);
    }
}
