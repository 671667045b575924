package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The range until a picture is there, reckoned by hand. */
class EtaIT {
    /** What one picture of these takes where a run of 8,192 units (64 x 64 pixels, 2 steps) takes 2 s. */
    private static final String TWO_SECONDS_EACH = """
        update runs set ended_at = started_at + interval '2 seconds' where outcome = 'completed'\
        """;

    @Test
    void theRangeIsTheWorkAheadAndWhatIsLeftOfRunningJobsOverTheSlotsAndTheOwnWork() throws SQLException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(EtaIT.class)) {
            Browser browser = gateway.newcomer();
            try (FakeWorker worker = FakeWorker.start(gateway, "one", 1)) {
                String measured = browser.submitted("measured");
                worker.take().start().complete();
                Within.bounds().until(() -> browser.status(measured).equals("complete"));
                gateway.rows().change(TWO_SECONDS_EACH);
                String running = browser.submitted("running");
                worker.take().start();
                Within.bounds().until(() -> browser.status(running).equals("processing"));
                String next = browser.submitted("next");
                String last = browser.submitted("last");

                // All of the running one (2 s), then its own 2 s; one more second for the rounding.
                told(gateway, browser, next, 4, 5);
                told(gateway, browser, last, 6, 7);

                gateway.rows().change("update jobs set progress = 50 where id = ?::uuid", running);
                told(gateway, browser, next, 3, 4);
                told(gateway, browser, last, 5, 6);

                try (FakeWorker another = FakeWorker.start(gateway, "two", 1, List.of())) {
                    another.beat();
                    // Two slots share the half picture that runs and what stands before it.
                    told(gateway, browser, next, 2, 4);
                    told(gateway, browser, last, 3, 5);
                }
            }
        }
    }

    private static void told(GatewayUnderTest gateway, Browser browser, String job, long from, long to) {
        gateway.tick("measure-pace");
        Within.bounds().untilAsserted(() -> {
            JsonNode eta = browser.job(job).path("eta");
            assertThat(eta.path("fromSeconds").asLong(-1)).isEqualTo(from);
            assertThat(eta.path("toSeconds").asLong(-1)).isEqualTo(to);
        });
    }
}
