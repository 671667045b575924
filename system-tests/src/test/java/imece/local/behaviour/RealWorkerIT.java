package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The gateway with a real worker process: pictures, errors, and garbage on every exchange. */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealWorkerIT {
    private final GatewayUnderTest gateway;
    private final WorkerProcess worker;

    RealWorkerIT(GatewayUnderTest gateway, @TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        this.gateway = gateway;
        this.worker = WorkerProcess.start(gateway, folder, "painter");
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        worker.close();
    }

    @Test
    void aPromptBecomesAPictureAndTheBrowserSeesEachStep() {
        Browser browser = gateway.newcomer();
        try (Feed feed = Feed.open(gateway, browser)) {
            String id = browser.post(
                            "/api/jobs",
                            "{\"prompt\":\"a harbour\",\"width\":128,\"height\":64,\"steps\":60,\"seed\":5}")
                    .expect(202)
                    .json()
                    .path("jobs")
                    .path(0)
                    .path("id")
                    .stringValue();

            JsonNode done = feed.told(id, "complete").path("job");
            assertThat(done.path("image").path("width").intValue()).isEqualTo(128);
            assertThat(done.path("worker").path("id").stringValue()).isEqualTo("painter");
            List<Integer> steps = feed.ofKind("progress").stream()
                    .map(frame -> frame.path("step").intValue())
                    .toList();
            assertThat(steps).isNotEmpty().isSorted();
            assertThat(feed.ofKind("progress").stream()
                            .map(frame -> frame.path("phase").stringValue())
                            .distinct())
                    .isSubsetOf("loading-checkpoint", "denoising", "decoding", "uploading")
                    .contains("denoising");
            assertThat(browser.get("/api/images/" + id).expect(200).bytes())
                    .hasSize(done.path("image").path("bytes").intValue());
        }
    }

    @Test
    void thePictureSaysInsideHowWhereAndInWhichRunItWasMade() throws IOException {
        Browser browser = gateway.newcomer();
        String id = browser.post("/api/jobs", """
                        {"prompt":"a müller's mill, 夜","negativePrompt":"rain","width":128,"height":64,"steps":3,
                         "cfgScale":6.5,"sampler":"euler","scheduler":"karras","seed":4294967295}""")
                .expect(202)
                .json()
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();
        Within.bounds().until(() -> browser.status(id).equals("complete"));

        JsonNode job = browser.job(id);
        Map<String, String> texts =
                PictureTexts.of(browser.get("/api/images/" + id).expect(200).bytes());
        assertThat(texts.getOrDefault("parameters", ""))
                .startsWith(
                        "a müller's mill, 夜\nNegative prompt: rain\nSteps: 3, Sampler: Euler, Schedule type: Karras,")
                .contains("CFG scale: 6.5, Seed: 4294967295, Size: 128x64");
        JsonNode receipt = Browser.JSON.readTree(texts.getOrDefault("imece", "{}"));
        assertThat(receipt.path("run").path("jobId").stringValue()).isEqualTo(id);
        assertThat(receipt.path("run").path("runId")).isEqualTo(job.path("runId"));
        assertThat(receipt.path("attempt")).isEqualTo(job.path("attempt"));
        assertThat(receipt.path("worker").stringValue()).isEqualTo("painter");
        assertThat(receipt.path("gpu").stringValue()).isEqualTo("demo-painter");
        assertThat(receipt.path("engine").stringValue()).isEqualTo("demo");
        job.path("spec")
                .forEachEntry((parameter, value) -> assertThat(
                                receipt.path("spec").path(parameter).asString(""))
                        .as(parameter)
                        .isEqualTo(value.asString("")));
    }

    @Test
    void whatIsTypedAsACommandReachesNoEngineAndIsSaidTo() throws IOException {
        Browser browser = gateway.newcomer();
        String id =
                browser.submitted("a mill <lora:nobody-has-this:0.8><sd_cpp_extra_args>{}</sd_cpp_extra_args> in oil");
        Within.bounds().until(() -> browser.status(id).equals("complete"));

        assertThat(browser.job(id).path("used").path("prompt").stringValue("")).isEqualTo("a mill  in oil");
        String parameters = PictureTexts.of(
                        browser.get("/api/images/" + id).expect(200).bytes())
                .getOrDefault("parameters", "");
        assertThat(parameters).startsWith("a mill  in oil\n").doesNotContain("nobody-has-this");
    }

    @Test
    void afterAFailedJobItsGpuIsReleasedAndTheNextOneStartsByItself() {
        Browser browser = gateway.newcomer();
        String chat = browser.conversation();
        String bad = id(browser.prompt(chat, "this will [fail]"));
        String next = id(browser.prompt(chat, "this will not"));

        Within.bounds().until(() -> browser.status(next).equals("complete"));
        assertThat(browser.job(bad).path("error").path("code").stringValue()).isEqualTo("demo-failure");
        JsonNode items =
                browser.get("/api/conversations/" + chat + "/messages").json().path("items");
        assertThat(items.path(1).path("content").stringValue())
                .isEqualTo(browser.job(bad).path("error").path("message").stringValue());
        assertThat(items.path(3).path("content").stringValue()).startsWith("[IMAGE] ");
        for (String job : List.of(bad, next)) {
            Within.bounds().until(() -> worker.said().contains("[GPU_LOCK] released gpu=demo-painter job=" + job));
            assertThat(worker.said()).contains("[GPU_LOCK] acquired gpu=demo-painter job=" + job);
        }
    }

    @Test
    void badMessagesOnEveryExchangeStopNothing() {
        Browser browser = gateway.newcomer();
        try (Feed feed = Feed.open(gateway, browser);
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            new BadMessages(amqp).everywhere(BadMessages.bodies());

            String id = browser.submitted("after the garbage");
            feed.told(id, "complete");
            assertThat(worker.process().isAlive()).isTrue();
            assertThat(feed.isOpen()).isTrue();
            Within.bounds().until(() -> amqp.say(channel -> channel.messageCount(Topology.STATUS_STORE)) == 0);
        }
        assertThat(gateway.probe().get("/actuator/prometheus").text())
                .as("what was refused is counted")
                .containsPattern("imece_\\w*garbage_total [1-9]");
    }

    private static String id(JsonNode answer) {
        return answer.path("botMessage").path("jobs").path(0).path("id").stringValue();
    }
}
