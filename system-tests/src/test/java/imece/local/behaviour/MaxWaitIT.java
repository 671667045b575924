package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.Topology;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A job whose turn is overdue has it before other lanes, also where a slot does not hear that it is called. */
class MaxWaitIT {

    @Test
    void aLaneThatWaitsTooLongIsNotPassedByOthersForEver() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(MaxWaitIT.class, "--imece.dispatch.max-wait=6s");
                FakeWorker deaf = FakeWorker.start(gateway, "deaf", 1, List.of(Topology.DEFAULT_LANE))) {
            Browser browser = gateway.newcomer();
            Within.bounds()
                    .until(() -> browser.get("/api/options").text().contains("\"" + FakeWorker.CHECKPOINT + "\""));
            String rare = asked(browser, FakeWorker.CHECKPOINT);
            Within.bounds().until(() -> row(gateway, rare).equals("dispatched"));

            browser.submitted("passes, for nothing is overdue yet");
            deaf.take().start().complete();
            Within.bounds().until(() -> lain(gateway, rare) > 7_500);
            String next = browser.submitted("waits");
            await().during(Duration.ofSeconds(1)).until(() -> row(gateway, next).equals("queued"));

            deaf.listensTo(FakeWorker.CHECKPOINT);
            FakeRun first = deaf.take();
            assertThat(first.key().jobId()).hasToString(rare);
            first.start().complete();
            deaf.take().start().complete();
            Within.bounds().until(() -> browser.status(next).equals("complete"));
            assertThat(browser.status(rare)).isEqualTo("complete");
        }
    }

    private static String asked(Browser browser, String checkpoint) {
        String spec =
                Browser.spec("in a lane of its own").replaceFirst("}$", ",\"checkpoint\":\"" + checkpoint + "\"}");
        return browser.post("/api/jobs", spec)
                .expect(202)
                .json()
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();
    }

    private static String row(GatewayUnderTest gateway, String job) {
        return gateway.rows().text("select status from jobs where id = ?::uuid", job);
    }

    private static long lain(GatewayUnderTest gateway, String job) {
        return Long.parseLong(gateway.rows()
                .text(
                        "select (extract(epoch from now() - dispatched_at) * 1000)::bigint from jobs where id = ?::uuid",
                        job));
    }
}
