package imece.local.behaviour;

import static org.awaitility.Awaitility.await;

import imece.contract.StatusEvent.ReleaseReason;
import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Brings a farm into every state by real transitions and writes down its rows and what its API tells about them. Run by hand once
 * per release, at its commit, never by a test run; see CONTRIBUTING.
 */
class RecordLastRelease {

    @Test
    void rowsAndWhatTheApiTellsAboutThemAreWrittenDown() throws Exception {
        Path folder = LastReleaseRows.folder();
        Files.createDirectories(folder.resolve("api"));
        try (GatewayUnderTest gateway = GatewayUnderTest.start(RecordLastRelease.class)) {
            Browser browser = gateway.newcomer();
            try (FakeWorker worker = FakeWorker.start(gateway, "worker-1", 1)) {
                work(gateway, browser, worker);
                write(folder.resolve("rows.json"), LastReleaseRows.dump(gateway.rows(), browser.visitor()));
            }
        }
        LastReleaseRows rows = LastReleaseRows.recorded();
        Fresh fresh = TestServers.fresh(RecordLastRelease.class);
        rows.into(fresh);
        try (GatewayUnderTest gateway = GatewayUnderTest.start(fresh)) {
            for (Map.Entry<String, JsonNode> each : rows.told(gateway).entrySet()) {
                write(folder.resolve("api").resolve(each.getKey() + ".json"), each.getValue());
            }
        }
    }

    private static void work(GatewayUnderTest gateway, Browser browser, FakeWorker worker) throws Exception {
        String chat = browser.conversation();
        String init = browser.send(
                        "POST",
                        "/api/uploads",
                        BodyPublishers.ofByteArray(Pictures.png(64, 64)),
                        "Content-Type",
                        "image/png")
                .expect(201)
                .json()
                .path("id")
                .stringValue();
        Within.bounds()
                .until(() -> !gateway.rows().texts("select name from offers").isEmpty());

        in(browser, chat, """
            {"prompt":"every wish there is: ğüşiöç 灯台","negativePrompt":"blur","width":64,"height":128,"steps":4,\
            "cfgScale":6.5,"sampler":"heun","scheduler":"karras","seed":4294967295,"checkpoint":"%s",\
            "loras":[{"name":"%s","weight":0.8}],"initImageId":"%s","denoisingStrength":0.4}\
            """.formatted(FakeWorker.CHECKPOINT, FakeWorker.LORA, init));
        worker.listensTo("img2img:lora:" + FakeWorker.CHECKPOINT);
        worker.take().start().progress(50).complete();
        String error = in(browser, chat, Browser.spec("error"));
        worker.take().start().fail("bad-parameters", "There is no such sampler.", false);
        over(browser, error, "error");
        String retried = browser.post("/api/jobs/" + error + "/retry", "")
                .expect(202)
                .json()
                .path("id")
                .stringValue();
        worker.take().start().complete();
        over(browser, retried, "complete");
        String cancelled = in(browser, chat, Browser.spec("cancelled in mid-run"));
        FakeRun stopped = worker.take().start();
        over(browser, cancelled, "processing");
        browser.delete("/api/jobs/" + cancelled).expect(202);
        stopped.drop();
        String twice = browser.submitted("failed once");
        worker.take().start().fail("out-of-memory", "The GPU ran out of memory.", true);
        worker.take().start().complete();
        over(browser, twice, "complete");
        String given = browser.submitted("given back once");
        worker.take().start().release(ReleaseReason.GPU_BUSY);
        worker.take().start().complete();
        over(browser, given, "complete");
        String removed = in(browser, chat, Browser.spec("its picture is gone"));
        worker.take().start().complete();
        over(browser, removed, "complete");
        int one = gateway.rows()
                .change("update jobs set picture_removed_at = now(), rev = rev + 1 where id = ?::uuid", removed);
        if (one != 1) {
            throw new AssertionError("There is no such job.");
        }
        browser.submitted("processing");
        FakeRun running = worker.take().start();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    running.progress(50);
                    return browser.status(running.id()).equals("processing")
                            && gateway.rows()
                                    .text("select progress from jobs where id = ?::uuid", running.id())
                                    .equals("50");
                });
        browser.submitted("dispatched");
        Within.bounds()
                .until(() -> gateway.rows()
                        .text("select count(*) from jobs where status = 'dispatched'")
                        .equals("1"));
        browser.submitted("queued");
        LastReleaseRows.again(browser, chat);
    }

    private static String in(Browser browser, String chat, String spec) {
        return String.valueOf(browser.post("/api/conversations/" + chat + "/messages", spec)
                .expect(202)
                .json()
                .path("botMessage")
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue());
    }

    private static void over(Browser browser, String job, String status) {
        Within.bounds().until(() -> browser.status(job).equals(status));
    }

    private static void write(Path file, JsonNode json) throws java.io.IOException {
        Files.writeString(file, LastReleaseRows.JSON.writeValueAsString(json) + "\n");
    }
}
