package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** While an operator lets a lane pause nothing of it is dispatched; all else goes on, and so does the lane afterwards. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PausedLanesIT {

    private static final String SENTENCE = "{\"sentence\":\"A new engine comes.\"}";
    private static final String[] JSON = {"Content-Type", "application/json"};

    private final GatewayUnderTest gateway = GatewayUnderTest.start(PausedLanesIT.class);

    @AfterEach
    void goOn() {
        resume("*");
        resume("default");
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void ofAPausedLaneNothingIsDispatchedWhileOtherLanesAndRunsInHandGoOn() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway, "two-slots", 2)) {
            offered(browser);
            String inHand = browser.submitted("in hand");
            FakeRun run = taken(worker, inHand).start();
            Within.bounds().until(() -> browser.status(inHand).equals("processing"));
            pause("default");
            String paused = browser.submitted("pauses");

            for (int i = 0; i < 3; i++) {
                String elsewhere = elsewhere(browser, "goes on " + i);
                taken(worker, elsewhere).start().complete();
                ended(browser, elsewhere);
            }
            run.progress(50).complete();
            ended(browser, inHand);
            String both = elsewhere(browser, "both slots are free");
            taken(worker, both).start().complete();
            ended(browser, both);

            assertThat(neverDispatched(paused)).isTrue();
            assertThat(worker.hasMore()).isFalse();
            JsonNode shown = browser.job(paused);
            assertThat(shown.path("queuePosition").intValue()).isZero();
            assertThat(shown.path("why").path("reason").stringValue()).isEqualTo("paused");
            assertThat(shown.path("why").path("sentence").stringValue()).isEqualTo("A new engine comes.");

            resume("default");
            taken(worker, paused).start().complete();
            ended(browser, paused);
        }
    }

    @Test
    void whileTheFarmPausesWhatIsInHandEndsAndNothingElseBegins() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway, "two-slots-more", 2)) {
            offered(browser);
            String inHand = browser.submitted("in hand");
            FakeRun run = taken(worker, inHand).start();
            pause("*");
            List<String> waiting = List.of(browser.submitted("waits"), elsewhere(browser, "waits elsewhere"));
            run.complete();
            ended(browser, inHand);
            Within.bounds()
                    .until(() -> waiting.stream()
                            .allMatch(job -> browser.job(job)
                                    .path("why")
                                    .path("reason")
                                    .asString("")
                                    .equals("paused")));
            assertThat(waiting).allMatch(this::neverDispatched);

            resume("*");
            for (int i = 0; i < waiting.size(); i++) {
                worker.take().start().complete();
            }
            waiting.forEach(job -> ended(browser, job));
        }
    }

    private static void offered(Browser browser) {
        Within.bounds().until(() -> browser.get("/api/options").text().contains("\"" + FakeWorker.CHECKPOINT + "\""));
    }

    /** A job of another lane than that of jobs that name no checkpoint. */
    private static String elsewhere(Browser browser, String prompt) {
        String spec = Browser.spec(prompt).replaceFirst("}$", ",\"checkpoint\":\"" + FakeWorker.CHECKPOINT + "\"}");
        return browser.post("/api/jobs", spec)
                .expect(202)
                .json()
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();
    }

    private static FakeRun taken(FakeWorker worker, String job) {
        FakeRun run = worker.take();
        assertThat(run.id()).isEqualTo(job);
        return run;
    }

    private static void ended(Browser browser, String job) {
        Within.bounds().until(() -> browser.status(job).equals("complete"));
    }

    private boolean neverDispatched(String job) {
        return gateway.rows()
                .text("select status || ' ' || (dispatch_no is null) || ' ' || epoch from jobs where id = ?::uuid", job)
                .equals("queued true 0");
    }

    private void pause(String lane) {
        gateway.operator()
                .send("PUT", "/api/operator/pauses?lane=" + lane, BodyPublishers.ofString(SENTENCE), JSON)
                .expect(200);
    }

    private void resume(String lane) {
        gateway.operator().delete("/api/operator/pauses?lane=" + lane).expect(200);
    }
}
