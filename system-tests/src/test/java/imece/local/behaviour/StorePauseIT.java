package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.StatusEvent.ReleaseReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Workers cannot put their pictures away, though no gateway's own disk is full: a proxy stands before it, say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorePauseIT {

    private static final String PAUSED = "imece_dispatch_paused\\{.*why=\"picture-store\".*\\} 1\\.0";

    private final GatewayUnderTest gateway = GatewayUnderTest.start(StorePauseIT.class);

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void theFarmDispatchesOneJobNowAndThenUntilAPictureIsStoredAndNoJobPaysForIt() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway, "behind-a-proxy", 4)) {
            Within.bounds().until(() -> slots(browser) == 4);
            List<String> jobs = new ArrayList<>();
            jobs.add(browser.submitted("too much for a proxy"));
            worker.take().start().release(ReleaseReason.STORE_UNAVAILABLE);
            Within.bounds().until(() -> paused(browser).equals("picture-store"));
            assertThat(gateway.probe().get("/actuator/prometheus").text()).containsPattern(PAUSED);

            gateway.restart();
            Within.bounds().until(() -> paused(browser).equals("picture-store"));
            Within.bounds().until(() -> slots(browser) == 4);
            for (int i = 0; i < 6; i++) {
                jobs.add(browser.submitted("waits " + i));
            }
            FakeRun probe = worker.take();
            assertThat(gateway.rows().text("select count(*) from jobs where status in ('dispatched', 'processing')"))
                    .as("four GPUs are free")
                    .isEqualTo("1");
            probe.start().complete();

            for (int i = 1; i < jobs.size(); i++) {
                worker.take().start().complete();
            }
            for (String job : jobs) {
                Within.bounds().until(() -> browser.status(job).equals("complete"));
                assertThat(gateway.rows().text("select failures from jobs where id = ?::uuid", job))
                        .isEqualTo("0");
            }
            assertThat(browser.job(jobs.getFirst()).path("attempt").intValue()).isEqualTo(2);
            Within.bounds().until(() -> paused(browser).isEmpty());
        }
    }

    private static String paused(Browser browser) {
        return browser.get("/api/queue").expect(200).json().path("paused").stringValue("");
    }

    private static int slots(Browser browser) {
        return browser.get("/api/queue")
                .expect(200)
                .json()
                .path("lanes")
                .path(0)
                .path("slots")
                .intValue();
    }
}
