package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real workers whose engines have different checkpoints: a job lands where its checkpoint is, and no lane waits for ever. */
@ExtendWith(SharedGateway.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LanesIT {
    /** So long that a call to another lane is heard within one job. */
    private static final int STEPS = 30;

    private final GatewayUnderTest gateway;
    private final WorkerProcess first;
    private final WorkerProcess second;

    LanesIT(GatewayUnderTest gateway, @TempDir(cleanup = CleanupMode.ALWAYS) Path folder) {
        this.gateway = gateway;
        this.first = WorkerProcess.start(
                gateway, folder, "one", Map.of("imece.worker.demo.checkpoints", "plain,oil v1,lora:x"));
        try {
            this.second =
                    WorkerProcess.start(gateway, folder, "two", Map.of("imece.worker.demo.checkpoints", "plain,ink"));
        } catch (RuntimeException | AssertionError e) {
            first.close();
            throw e;
        }
    }

    @BeforeAll
    void bothAreHeard() {
        Within.bounds()
                .until(() -> gateway.newcomer().get("/api/options").text().contains("oil v1"));
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        first.close();
        second.close();
    }

    @Test
    void aJobLandsWhereItsCheckpointIs() {
        Browser browser = gateway.newcomer();
        List<String> jobs = Stream.of("ink", "oil v1", "ink", "lora:x", "oil v1", "ink", "plain")
                .map(checkpoint -> asked(browser, checkpoint, 3))
                .toList();

        Within.bounds()
                .until(() -> jobs.stream().allMatch(job -> browser.status(job).equals("complete")));
        assertThat(jobs.stream().limit(6).map(browser::job).map(LanesIT::worker))
                .containsExactly("two", "one", "two", "one", "one", "two");
        assertThat(jobs.stream()
                        .map(browser::job)
                        .map(job -> job.path("attempt").intValue()))
                .containsOnly(1);
    }

    @Test
    void aLaneWithOneJobIsServedBesideABusyOneThatGoesOnBeingFilled() {
        Browser browser = gateway.newcomer();
        for (int i = 0; i < 6; i++) {
            asked(browser, null, STEPS);
        }
        String rare = asked(browser, "oil v1", STEPS);
        List<String> after = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            after.add(asked(browser, null, STEPS));
        }

        Within.bounds().until(() -> browser.status(rare).equals("complete"));
        Within.bounds()
                .until(() -> after.stream().allMatch(job -> browser.status(job).equals("complete")));
        assertThat(browser.job(rare).path("worker").path("id").stringValue()).isEqualTo("one");
    }

    @Test
    void aBusySlotHoldsNoSecondMessageOfAnyLane() {
        Browser browser = gateway.newcomer();
        String running = asked(browser, "lora:x", 100);
        Within.bounds().until(() -> browser.status(running).equals("processing"));
        String waiting = asked(browser, "oil v1", 2);
        Within.bounds()
                .until(() -> gateway.rows()
                        .text("select status from jobs where id = ?::uuid", waiting)
                        .equals("dispatched"));
        try (Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            String queue = Topology.jobQueue("oil v1");
            Within.bounds().until(() -> amqp.say(channel -> channel.messageCount(queue)) == 1);
            assertThat(browser.status(running)).isEqualTo("processing");
        }
        JsonNode lanes = browser.get("/api/queue").expect(200).json().path("lanes");
        assertThat(lanes.valueStream()
                        .filter(lane -> lane.path("lane").stringValue().equals("oil v1")))
                .singleElement()
                .satisfies(lane -> {
                    assertThat(lane.path("waiting").intValue()).isEqualTo(1);
                    assertThat(lane.path("slots").intValue()).isEqualTo(1);
                });
        assertThat(browser.position(waiting)).isEqualTo(1);
    }

    private static String asked(Browser browser, @Nullable String checkpoint, int steps) {
        String asked = checkpoint == null ? "}" : ",\"checkpoint\":\"" + checkpoint + "\"}";
        String spec = Browser.spec("with " + checkpoint)
                .replaceFirst("\"steps\":2", "\"steps\":" + steps)
                .replaceFirst("}$", asked);
        return browser.post("/api/jobs", spec)
                .expect(202)
                .json()
                .path("jobs")
                .path(0)
                .path("id")
                .stringValue();
    }

    private static String worker(JsonNode job) {
        return job.path("worker").path("id").stringValue();
    }
}
