package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.contract.MessageSize;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What a browser's WebSocket tells, to whom, and what it bears. */
@ExtendWith(SharedGateway.class)
class FeedIT {
    private final GatewayUnderTest gateway;

    FeedIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void aSnapshotComesFirstAndThenFramesAlsoAfterAReconnect() {
        Browser browser = gateway.newcomer();
        String before = browser.submitted("before");
        try (Feed feed = Feed.open(gateway, browser)) {
            assertThat(feed.frames().getFirst().path("kind").stringValue()).isEqualTo("snapshot");
            assertThat(jobs(feed.frames().getFirst())).containsExactly(before);
        }
        browser.delete("/api/jobs/" + before).expect(202);
        String after = browser.submitted("after");

        try (Feed feed = Feed.open(gateway, browser)) {
            JsonNode snapshot = feed.frames().getFirst();
            assertThat(jobs(snapshot))
                    .as("live ones and those that ended lately")
                    .contains(before, after);
            browser.delete("/api/jobs/" + after).expect(202);
            feed.told(after, "cancelled");
        }
    }

    @Test
    void twoTabsOfOneBrowserStayInStep() {
        Browser writing = gateway.newcomer();
        String chat = writing.conversation();
        Browser watching = writing.anotherTab();
        try (Feed feed = Feed.open(gateway, watching)) {
            JsonNode answer = writing.prompt(chat, "a pair");

            List<String> told = List.of("userMessage", "botMessage").stream()
                    .map(which -> answer.path(which).path("id").stringValue())
                    .toList();
            told.forEach(id -> feed.await(
                    frame -> frame.path("message").path("id").asString("").equals(id)));
            assertThat(feed.ofKind("message"))
                    .extracting(frame -> frame.path("message").path("role").stringValue())
                    .containsExactly("user", "bot");
            feed.first("conversations");
        }
    }

    @Test
    void aSecondVisitorSeesNothingOfTheFirst() {
        Browser one = gateway.newcomer();
        Browser other = gateway.newcomer();
        String chat = one.conversation();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed mine = Feed.open(gateway, one);
                Feed theirs = Feed.open(gateway, other)) {
            String id = one.prompt(chat, "a secret")
                    .path("botMessage")
                    .path("jobs")
                    .path(0)
                    .path("id")
                    .stringValue();
            FakeRun run = worker.take().start();
            mine.told(id, "processing");
            run.progress(10).preview(Pictures.jpeg(8, 8));
            run.complete();
            mine.told(id, "complete");
            String theirJob = other.submitted("their own");
            theirs.told(theirJob, "queued");

            assertThat(theirs.frames().toString()).doesNotContain(id, chat, "a secret");
            assertThat(theirs.previews()).isEmpty();
            for (String path : List.of(
                    "/api/jobs/" + id,
                    "/api/jobs/" + id + "/attempts",
                    "/api/images/" + id,
                    "/api/images/" + id + "?w=256",
                    "/api/conversations/" + chat,
                    "/api/conversations/" + chat + "/messages")) {
                other.get(path).refused(404, "not-found");
            }
            other.delete("/api/jobs/" + id).refused(404, "not-found");
            other.post("/api/jobs/" + id + "/retry", "").refused(404, "not-found");
            other.delete("/api/conversations/" + chat).refused(404, "not-found");
            other.patch("/api/conversations/" + chat, "{\"title\":\"mine\"}").refused(404, "not-found");
            other.post("/api/conversations/" + chat + "/messages", Browser.spec("x"))
                    .refused(404, "not-found");
            other.post("/api/jobs", "{\"prompt\":\"x\",\"conversationId\":\"" + chat + "\"}")
                    .refused(404, "not-found");
            assertThat(other.get("/api/jobs").text()).doesNotContain(id);
            assertThat(other.get("/api/conversations").text()).doesNotContain(chat);
            one.get("/api/images/" + id).expect(200);
        }
    }

    @Test
    void progressAndPreviewsOfTheRunComeThroughWithoutChangingTheVersion() {
        Browser browser = gateway.newcomer();
        byte[] jpeg = Pictures.jpeg(16, 16);
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, browser)) {
            String id = browser.submitted("progress");
            FakeRun run = worker.take().start();
            long version =
                    feed.told(id, "processing").path("job").path("version").longValue();
            run.progress(40).preview(jpeg);

            JsonNode progress = feed.first("progress");
            assertThat(progress.path("jobId").stringValue()).isEqualTo(id);
            assertThat(progress.path("phase").stringValue()).isEqualTo("denoising");
            assertThat(progress.path("progress").intValue()).isEqualTo(40);
            Within.bounds().until(() -> !feed.previews().isEmpty());
            ByteBuffer preview = ByteBuffer.wrap(feed.previews().getFirst());
            assertThat(new UUID(preview.getLong(), preview.getLong())).hasToString(id);
            assertThat(preview.slice()).isEqualTo(ByteBuffer.wrap(jpeg));
            assertThat(browser.job(id).path("version").longValue()).isEqualTo(version);
            run.complete();
        }
    }

    @Test
    void aPreviewThatIsTooLargeIsToldToNobodyAndTheNextOneIs() {
        Browser browser = gateway.newcomer();
        byte[] jpeg = Pictures.jpeg(16, 16);
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, browser)) {
            String id = browser.submitted("previews");
            FakeRun run = worker.take().start();
            feed.told(id, "processing");
            run.preview(Arrays.copyOf(jpeg, MessageSize.PREVIEW + 1));
            run.preview(jpeg);

            Within.bounds().until(() -> !feed.previews().isEmpty());
            assertThat(feed.previews().getFirst()).hasSize(2 * Long.BYTES + jpeg.length);
            run.complete();
        }
    }

    @Test
    void garbageFromABrowserChangesNothing() {
        Browser browser = gateway.newcomer();
        try (Feed feed = Feed.open(gateway, browser)) {
            feed.say("not JSON at all {");
            feed.say("{\"kind\":\"job\",\"job\":null}");
            feed.say("");
            feed.say("ü".repeat(400));
            feed.say("x".repeat(1_024));

            feed.told(browser.submitted("still here"), "queued");
            assertThat(feed.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"x, 1025", "ü, 513"})
    void aTextOverOneKibibyteClosesWith1009(String letter, int times) {
        try (Feed feed = Feed.open(gateway, gateway.newcomer())) {
            feed.say(letter.repeat(times));
            assertThat(feed.closedWith()).isEqualTo(1009);
        }
    }

    @Test
    void aBinaryFrameClosesWith1003() {
        try (Feed feed = Feed.open(gateway, gateway.newcomer())) {
            feed.say(new byte[8]);
            assertThat(feed.closedWith()).isEqualTo(1003);
        }
    }

    @Test
    void aWebSocketOfAnotherSiteIsRefused() {
        Browser browser = gateway.newcomer();

        for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
            assertThatThrownBy(() -> Feed.connect(gateway, browser, "Origin", origin))
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(403));
        }
        try (Feed own = Feed.connect(gateway, browser, "Origin", gateway.url().toString())) {
            own.first("snapshot");
        }
    }

    /** A proxy sends many visitors' requests over one connection, and sooner or later an upgrade after any number of them. */
    @Test
    void aConnectionThatHasCarriedManyRequestsStillBecomesAWebSocket() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(gateway.url().resolve("/health")).build();
        URI feed = URI.create(gateway.url().toString().replace("http:", "ws:") + "/ws");
        try (HttpClient proxy =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            // By itself the server ends a connection with its hundredth request, and says so beside the upgrade.
            for (int carried = 0; carried < 99; carried++) {
                proxy.send(request, HttpResponse.BodyHandlers.discarding());
            }
            WebSocket opened = proxy.newWebSocketBuilder()
                    .buildAsync(feed, new WebSocket.Listener() {})
                    .join();
            assertThat(opened.isInputClosed()).isFalse();
            opened.abort();
        }
    }

    private static List<String> jobs(JsonNode snapshot) {
        return snapshot.path("jobs")
                .valueStream()
                .map(job -> job.path("id").stringValue())
                .toList();
    }
}
