package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent;
import imece.contract.LiveEvent.Phase;
import imece.contract.RunKey;
import imece.contract.Topology;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Progress in rows: of the run that counts, and never backwards. */
class ProgressRowsIT {

    @Test
    void onlyProgressOfTheRunThatCountsIsWrittenAndNothingOlderOverIt() throws SQLException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(ProgressRowsIT.class)) {
            Browser browser = gateway.newcomer();
            try (FakeWorker worker = FakeWorker.start(gateway, "paints", 2)) {
                String id = browser.submitted("watched");
                FakeRun run = worker.take().start();
                String other = browser.submitted("written behind it");
                FakeRun behind = worker.take().start();
                Within.bounds().until(() -> browser.status(id).equals("processing"));
                Within.bounds().until(() -> browser.status(other).equals("processing"));

                RunKey foreign = new RunKey(run.key().jobId(), run.key().epoch(), 1, UUID.randomUUID());
                say(worker, foreign, 900, 90);
                say(worker, run.key(), 500, 40);
                written(gateway, id, 40);
                assertThat(row(gateway, id, "seq")).isEqualTo("500");

                // Long ago, so that only its number keeps the older one out.
                gateway.rows().change("update jobs set progress_at = progress_at - interval '1 minute'");
                say(worker, run.key(), 450, 20);
                gateway.pass(Duration.ofSeconds(6));
                say(worker, behind.key(), 10, 70);
                written(gateway, other, 70);
                assertThat(row(gateway, id, "progress")).isEqualTo("40");
                assertThat(row(gateway, id, "rev"))
                        .as("progress is no new version")
                        .isEqualTo(revAfterStart());
            }
        }
    }

    /** Joined, dispatched, started. */
    private static String revAfterStart() {
        return "3";
    }

    /** The first progress waits for its turn by the clock. */
    private static void written(GatewayUnderTest gateway, String job, int percent) {
        Within.bounds().untilAsserted(() -> {
            gateway.pass(Duration.ofMillis(500));
            assertThat(row(gateway, job, "progress")).isEqualTo(String.valueOf(percent));
        });
    }

    private static String row(GatewayUnderTest gateway, String job, String column) {
        return gateway.rows().text("select " + column + " from jobs where id = ?::uuid", job);
    }

    private static void say(FakeWorker worker, RunKey run, long seq, int percent) {
        worker.amqp()
                .publish(
                        Topology.LIVE,
                        "",
                        new LiveEvent.Progress(run, seq, worker.slot(), Phase.DENOISING, percent, 1, 2));
    }
}
