package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.StatusEvent.ReleaseReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The golden frames that the frontend's tests read have exactly the fields that the gateway really sends. */
@ExtendWith(SharedGateway.class)
class GoldenFramesIT {
    private final GatewayUnderTest gateway;

    GoldenFramesIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void eachKindOfFrameHasTheFieldsOfItsGoldenFile() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, browser)) {
            same("snapshot-empty", feed.first("snapshot"));
            String done = id(browser.prompt(chat, "done"));
            same("job-queued", feed.told(done, "queued"));
            worker.take().release(ReleaseReason.GPU_BUSY);
            same(
                    "job-requeued",
                    feed.await(frame ->
                            !frame.path("job").path("note").asString("").isEmpty()));
            FakeRun run = worker.take().start();
            same("job-processing", feed.told(done, "processing"));
            String failed = id(browser.prompt(chat, "failed"));
            String cancelled = id(browser.prompt(chat, "cancelled"));
            same("positions", feed.first("positions"));
            run.progress(50);
            same("progress", feed.first("progress"));
            run.complete();
            same("job-complete", feed.told(done, "complete"));
            worker.take().start().fail("bad", "It cannot be drawn.", false);
            same("job-error", feed.told(failed, "error"));
            browser.delete("/api/jobs/" + cancelled).expect(202);
            same("job-cancelled", feed.told(cancelled, "cancelled"));
            List<JsonNode> messages = feed.ofKind("message");
            same("message-user", messages.get(0));
            same("message-bot", messages.get(1));
            same("message", messages.get(1));
            same("conversations", feed.first("conversations"));
            browser.delete("/api/jobs/" + failed + "?forget").expect(200);
            same("forgotten", feed.first("forgotten"));
        }
        try (Feed again = Feed.open(gateway, browser)) {
            same("snapshot", again.first("snapshot"));
        }
    }

    private static void same(String golden, JsonNode sent) {
        Path file = Path.of(System.getProperty("imece.home"), "common", "golden", "ws", golden + ".json");
        try {
            compare(golden, Browser.JSON.readTree(Files.readString(file)), sent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void compare(String where, JsonNode golden, JsonNode sent) {
        if (golden.isNull() || sent.isNull()) {
            return;
        }
        assertThat(sent.getNodeType()).as(where).isEqualTo(golden.getNodeType());
        if (golden.isObject()) {
            assertThat(sent.propertyNames()).as(where).containsExactlyInAnyOrderElementsOf(golden.propertyNames());
            golden.propertyNames().forEach(name -> compare(where + "." + name, golden.path(name), sent.path(name)));
        }
        if (golden.isArray() && !golden.isEmpty()) {
            sent.forEach(element -> compare(where + "[]", golden.path(0), element));
        }
    }

    private static String id(JsonNode answer) {
        return answer.path("botMessage").path("jobs").path(0).path("id").stringValue();
    }
}
