package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The row of one job cannot be read by this gateway: nobody else notices. */
class UnreadableRowIT {
    private final GatewayUnderTest gateway = GatewayUnderTest.start(UnreadableRowIT.class);

    @AfterEach
    void end() {
        gateway.close();
    }

    @Test
    void itsEventsArePassedOverAndCountedAndAllOtherJobsEnd() throws SQLException {
        Browser browser = gateway.newcomer();
        Browser other = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, other)) {
            String bad = browser.submitted("cannot be read");
            FakeRun run = worker.take();
            assertThat(run.id()).isEqualTo(bad);
            run.start();
            Within.bounds().until(() -> browser.status(bad).equals("processing"));
            spoil(bad);
            run.complete();

            List<String> good =
                    Stream.of("one", "two", "three").map(other::submitted).toList();
            for (int i = 0; i < good.size(); i++) {
                worker.take().start().complete();
            }
            for (String job : good) {
                feed.told(job, "complete");
                assertThat(other.status(job)).isEqualTo("complete");
            }
            Within.bounds().until(() -> passedOver() == 1);
            assertThat(gateway.rows().text("select status from jobs where id = ?::uuid", bad))
                    .isEqualTo("processing");
        }
    }

    @Test
    void whatOthersWereNotToldIsHealed() throws SQLException {
        Browser browser = gateway.newcomer();
        Browser other = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed spoilt = Feed.open(gateway, browser);
                Feed feed = Feed.open(gateway, other)) {
            String bad = browser.submitted("cannot be read");
            assertThat(worker.take().job().jobId()).hasToString(bad);
            Within.bounds().until(() -> browser.job(bad).path("version").asLong() == 2);
            String good = other.submitted("waits behind it");
            spoil(bad);
            gateway.rows()
                    .change(
                            "update jobs set status = 'cancelled', finished_at = now(), rev = rev + 1, epoch = epoch + 1"
                                    + " where id = ?::uuid",
                            good);

            feed.told(good, "cancelled");
            assertThat(spoilt.closedWith()).isEqualTo(4001);
            assertThat(feed.isOpen()).isTrue();
        }
    }

    /** As a row of a release to come, or of a database that was mended by hand. */
    private void spoil(String job) throws SQLException {
        gateway.rows().change("update jobs set spec = spec - 'prompt' where id = ?::uuid", job);
    }

    private double passedOver() {
        String metrics = gateway.probe().get("/actuator/prometheus").expect(200).text();
        return Pattern.compile("(?m)^imece_store_passed_over_total(?:\\{.*})? ([0-9.]+)")
                .matcher(metrics)
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .sum();
    }
}
