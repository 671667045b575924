package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** When a picture will be there: the line run forward over the slots as they stand. */
class EtaIT {
    /** What one picture takes, as the newest run says. */
    private static final String TWENTY_SECONDS =
            "update runs set render_millis = 20000, ended_at = now() where outcome = 'completed'";

    @Test
    void theExpectedTimeIsWhatIsLeftOfRunningJobsAndWhatStandsBeforeOverTheSlotsAndTheOwnRun() throws SQLException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(EtaIT.class)) {
            Browser browser = gateway.newcomer();
            try (FakeWorker worker = FakeWorker.start(gateway, "one", 1)) {
                String measured = browser.submitted("measured");
                worker.take().start().complete();
                Within.bounds().until(() -> browser.status(measured).equals("complete"));
                for (int i = 0; i < 3; i++) {
                    gateway.rows().change(TWENTY_SECONDS);
                    gateway.tick("learn-run-times");
                }
                String running = browser.submitted("running");
                FakeRun run = worker.take().start();
                Within.bounds().until(() -> browser.status(running).equals("processing"));
                gateway.rows().change("update jobs set phase = 'denoising', progress = 0 where id = ?::uuid", running);
                String next = browser.submitted("next");
                String last = browser.submitted("last");

                // All of the running one (20 s), then its own 20 s; as long as nothing is learnt, half of that to twice
                // of it.
                told(gateway, browser, next, 40);
                told(gateway, browser, last, 60);

                gateway.rows().change("update jobs set phase = 'denoising', progress = 50 where id = ?::uuid", running);
                told(gateway, browser, next, 30);
                told(gateway, browser, last, 50);

                try (FakeWorker another = FakeWorker.start(gateway, "two", 1, List.of())) {
                    another.beat();
                    // One of them begins at once, the other one once the running one is done.
                    told(gateway, browser, next, 20);
                    told(gateway, browser, last, 30);
                }
                assertThat(browser.get("/api/queue/quote?width=64&height=64&steps=2")
                                .json()
                                .path("eta")
                                .path("toSeconds")
                                .asLong(-1))
                        .isPositive();

                // What came of it is kept, and ranges are learnt from that.
                run.complete();
                worker.take().start().complete();
                Within.bounds().until(() -> browser.status(next).equals("complete"));
                Within.bounds().until(() -> {
                    gateway.tick("learn-forecasts");
                    return gateway.rows()
                                    .texts("select told from forecast_days where told >= held")
                                    .size()
                            == 1;
                });
                assertThat(browser.get("/api/queue")
                                .json()
                                .path("forecasts")
                                .path("told")
                                .intValue())
                        .isPositive();
            }
        }
    }

    /** The point lies between half and twice; a few seconds go by while it is asked. */
    private static void told(GatewayUnderTest gateway, Browser browser, String job, long point) {
        AtomicLong to = new AtomicLong();
        Within.bounds().untilAsserted(() -> {
            gateway.tick("age-positions");
            JsonNode eta = browser.job(job).path("eta");
            to.set(eta.path("toSeconds").asLong(-1));
            assertThat(to.get()).isBetween(2 * point - 8, 2 * point + 1);
            assertThat(eta.path("fromSeconds").asLong(-1)).isBetween(point / 2 - 3, point / 2);
            assertThat(eta.path("rough").booleanValue()).isFalse();
        });
    }
}
