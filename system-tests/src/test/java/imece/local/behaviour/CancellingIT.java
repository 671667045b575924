package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.WorkerOrder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Cancelling and trying again, at every moment of a job's life. */
@ExtendWith(SharedGateway.class)
class CancellingIT {
    private final GatewayUnderTest gateway;

    CancellingIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void aQueuedJobIsCancelledOnceHoweverOftenItIsAsked() {
        Browser browser = gateway.newcomer();
        browser.submit("dispatched before it");
        String id = browser.submitted("queued");

        JsonNode first = browser.delete("/api/jobs/" + id).expect(202).json();
        JsonNode second = browser.delete("/api/jobs/" + id).expect(202).json();

        assertThat(first.path("status").stringValue()).isEqualTo("cancelled");
        assertThat(first.path("finishedAt").isNull()).isFalse();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void aDispatchedJobIsCancelledAndWhoeverGetsItIsToldToDropIt() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String id = browser.submitted("dispatched");
            FakeRun run = worker.take();
            browser.delete("/api/jobs/" + id).expect(202);

            Within.bounds().until(() -> ordered(worker, id));
            run.start();
            run.drop();
            String next = browser.submitted("next");
            assertThat(worker.take().start().id()).isEqualTo(next);
            Within.bounds().until(() -> browser.status(next).equals("processing"));
            assertThat(browser.status(id)).isEqualTo("cancelled");
        }
    }

    @Test
    void aProcessingJobIsCancelledAndItsWorkerIsTold() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, browser)) {
            String id = browser.submitted("processing");
            FakeRun run = worker.take().start();
            feed.told(id, "processing");

            browser.delete("/api/jobs/" + id).expect(202);

            feed.told(id, "cancelled");
            Within.bounds().until(() -> ordered(worker, id));
            run.complete();
            String next = browser.submitted("next");
            worker.take().start();
            feed.told(next, "processing");
            assertThat(browser.status(id)).as("a late picture changes nothing").isEqualTo("cancelled");
            assertThat(feed.ofJob(id).getLast().path("status").stringValue()).isEqualTo("cancelled");
            JsonNode attempt =
                    browser.get("/api/jobs/" + id + "/attempts").json().path(0);
            assertThat(attempt.path("outcome").stringValue()).isEqualTo("cancelled");
        }
    }

    /** The order is repeated only while heartbeats name the run: without any, the first one must do. */
    @Test
    void aWorkerIsToldByTheCancelItselfAndNotOnlyOnceAHeartbeatNamesTheRun() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String id = browser.submitted("told at once");
            FakeRun run = worker.take();
            worker.fallsSilent();
            run.start();
            Within.bounds().until(() -> browser.status(id).equals("processing"));

            browser.delete("/api/jobs/" + id).expect(202);

            Within.bounds().until(() -> ordered(worker, id));
            assertThat(worker.orders().stream().filter(WorkerOrder.Cancel.class::isInstance))
                    .as("of the epoch that it runs under, and perhaps on two ways")
                    .containsOnly(new WorkerOrder.Cancel(
                            UUID.fromString(id), run.job().epoch()));
        }
    }

    @Test
    void aJobThatIsOverIsNotCancelled() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String done = browser.submitted("done");
            worker.take().start().complete();
            String failed = browser.submitted("failed");
            worker.take().start().fail("bad", "It cannot be drawn.", false);
            Within.bounds().until(() -> browser.status(failed).equals("error"));

            browser.delete("/api/jobs/" + done).refused(409, "job-already-over");
            browser.delete("/api/jobs/" + failed).refused(409, "job-already-over");
            browser.post("/api/jobs/" + done + "/retry", "").refused(409, "job-not-over");
            assertThat(browser.post("/api/jobs/" + failed + "/retry", "")
                            .expect(202)
                            .json()
                            .path("status")
                            .stringValue())
                    .as("a failed one may be tried again")
                    .isEqualTo("queued");
        }
    }

    @Test
    void allOfMineThatWaitAreCancelledAtOnceAndNobodyElses() {
        Browser mine = gateway.newcomer();
        Browser other = gateway.newcomer();
        String theirs = other.submitted("theirs");
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            worker.take().start();
            Within.bounds().until(() -> other.status(theirs).equals("processing"));
            mine.submit("one");
            mine.submit("two");
            String stays = other.submitted("another of theirs");

            assertThat(cancelled(mine, "queued")).isEqualTo(2);
            assertThat(cancelled(mine, "queued")).isZero();
            assertThat(other.status(stays)).isEqualTo("queued");
            assertThat(cancelled(other, "queued")).isEqualTo(1);
            assertThat(other.status(theirs)).isEqualTo("processing");
            assertThat(cancelled(other, "live")).isEqualTo(1);
            assertThat(other.status(theirs)).isEqualTo("cancelled");
        }
        mine.delete("/api/jobs").invalid("status");
        mine.delete("/api/jobs?status=complete").invalid("status");
    }

    @Test
    void deletingAConversationCancelsItsWaitingJobsAndFinishesWhatRuns() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String running = id(browser.prompt(chat, "runs"));
            FakeRun run = worker.take().start();
            Within.bounds().until(() -> browser.status(running).equals("processing"));
            String waiting = id(browser.prompt(chat, "waits"));

            browser.delete("/api/conversations/" + chat).expect(204);

            browser.get("/api/conversations/" + chat).refused(404, "not-found");
            browser.delete("/api/conversations/" + chat).refused(404, "not-found");
            assertThat(browser.status(waiting)).isEqualTo("cancelled");
            run.complete();
            Within.bounds().until(() -> browser.status(running).equals("complete"));
            browser.get("/api/images/" + running).expect(200);
        }
    }

    @Test
    void aCancelledJobIsTriedAgainUnderTheSameMessage() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        String id = id(browser.prompt(chat, "again"));
        browser.post("/api/jobs/" + id + "/retry", "").refused(409, "");
        JsonNode cancelled = browser.delete("/api/jobs/" + id).expect(202).json();

        JsonNode again =
                browser.post("/api/jobs/" + id + "/retry", "").expect(202).json();

        assertThat(again.path("id").stringValue()).isNotEqualTo(id);
        assertThat(again.path("messageId")).isEqualTo(cancelled.path("messageId"));
        assertThat(again.path("spec")).isEqualTo(cancelled.path("spec"));
        assertThat(again.path("status").stringValue()).isEqualTo("queued");
        JsonNode bot = browser.get("/api/conversations/" + chat + "/messages")
                .json()
                .path("items")
                .path(1);
        assertThat(bot.path("content").stringValue()).isEqualTo("[IMAGE_PENDING]");
        assertThat(bot.path("metadata").path("job_id")).isEqualTo(again.path("id"));
        assertThat(bot.path("metadata").path("status").stringValue()).isEqualTo("queued");
        assertThat(bot.path("jobs").size()).isEqualTo(2);
        assertThat(browser.status(id)).isEqualTo("cancelled");
        assertThat(browser.post("/api/jobs/" + id + "/retry", "")
                        .expect(202)
                        .json()
                        .path("id"))
                .as("a double click")
                .isEqualTo(again.path("id"));
    }

    @Test
    void anOperatorCancelsAnybodysJobAndNobodyElseDoes() {
        Browser owner = gateway.newcomer();
        Browser operator = gateway.operator();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, owner)) {
            String id = owner.submitted("of somebody");
            worker.take().start();
            feed.told(id, "processing");
            gateway.newcomer().delete("/api/jobs/" + id).refused(404, "not-found");
            gateway.newcomer()
                    .send("DELETE", "/api/jobs/" + id, BodyPublishers.noBody(), "Authorization", "Bearer wrong")
                    .refused(401, "wrong-credential");

            assertThat(operator.delete("/api/jobs/" + id)
                            .expect(202)
                            .json()
                            .path("status")
                            .stringValue())
                    .isEqualTo("cancelled");

            feed.told(id, "cancelled");
            Within.bounds().until(() -> ordered(worker, id));
            assertThat(owner.get("/api/jobs/" + id + "/attempts")
                            .json()
                            .path(0)
                            .path("reason")
                            .stringValue())
                    .isEqualTo("cancelled by an operator");
            operator.delete("/api/jobs/" + id).expect(202);
            operator.delete("/api/jobs/" + UUID.randomUUID()).refused(404, "not-found");
            operator.get("/api/jobs/" + id).refused(404, "not-found");
        }
    }

    private static boolean ordered(FakeWorker worker, String id) {
        return worker.orders().stream()
                .anyMatch(order -> order instanceof WorkerOrder.Cancel cancel
                        && cancel.jobId().equals(UUID.fromString(id)));
    }

    private static int cancelled(Browser browser, String status) {
        return browser.delete("/api/jobs?status=" + status)
                .expect(202)
                .json()
                .path("cancelled")
                .intValue();
    }

    private static String id(JsonNode answer) {
        return answer.path("botMessage").path("jobs").path(0).path("id").stringValue();
    }
}
