package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A run that says it is complete, but whose picture is not what, or where, it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnprovenPicturesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(11);

    private final GatewayUnderTest gateway = GatewayUnderTest.start(UnprovenPicturesIT.class);

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void aPictureThatIsNotInTheStoreIsWaitedForThenMadeAgainAndAtLastTheJobSaysWhy() throws SQLException {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String id = browser.submitted("never uploaded");
            for (int attempt = 1; attempt <= 3; attempt++) {
                int ended = attempt;
                FakeRun run = worker.take().start();
                worker.beat();
                run.claim("ab".repeat(32), 1_000);
                Within.bounds().until(() -> browser.job(id).path("attempt").intValue() == ended);
                // Another job's events pass while this one is waited for.
                String other = browser.submitted("passes " + attempt);
                worker.take().start().complete();
                Within.bounds().until(() -> browser.status(other).equals("complete"));
                assertThat(browser.status(id)).isEqualTo("processing");
                gateway.pass(PATIENCE);
                Within.bounds()
                        .until(() -> attempts(browser, id)
                                .path(ended - 1)
                                .path("outcome")
                                .isString());
                assertThat(browser.status(id)).isEqualTo(ended == 3 ? "error" : "queued");
                backOffIsOver(id);
            }

            assertThat(browser.job(id).path("error").path("code").stringValue()).isEqualTo("picture-missing");
            assertThat(browser.job(id).path("error").path("message").stringValue())
                    .contains("picture store does not hold it");
            assertThat(attempts(browser, id).valueStream()).hasSize(3).allSatisfy(run -> {
                assertThat(run.path("outcome").stringValue()).isEqualTo("failed");
                assertThat(run.path("reason").stringValue()).startsWith("picture-missing: ");
            });
            browser.get("/api/images/" + id).refused(404, "not-found");
        }
    }

    @Test
    void aPictureThatShowsUpLateCompletesTheJob() throws IOException {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String id = browser.submitted("a slow folder");
            FakeRun run = worker.take().start().upload();
            Path stored = onlyFile(id);
            Path aside = stored.resolveSibling("aside");
            Files.move(stored, aside);
            run.claim(Pictures.sha256(run.picture()), run.picture().length);
            String marker = browser.submitted("behind it");
            worker.take().start().complete();
            Within.bounds().until(() -> browser.status(marker).equals("complete"));
            assertThat(browser.status(id)).isEqualTo("processing");

            Files.move(aside, stored);

            Within.bounds().until(() -> browser.status(id).equals("complete"));
            browser.get("/api/images/" + id).expect(200);
        }
    }

    @Test
    void aPictureThatIsAnotherOneThanTheWorkerNamedIsMadeAgainAtOnce() throws SQLException {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String id = browser.submitted("other bytes");
            FakeRun run = worker.take().start().upload();
            run.claim("cd".repeat(32), run.picture().length);

            Within.bounds().until(() -> browser.status(id).equals("queued"));
            backOffIsOver(id);
            worker.take().start().complete();
            Within.bounds().until(() -> browser.status(id).equals("complete"));
            assertThat(attempts(browser, id).path(0).path("reason").stringValue())
                    .startsWith("picture-differs: ");
            assertThat(attempts(browser, id).path(1).path("outcome").stringValue())
                    .isEqualTo("completed");
            browser.get("/api/images/" + id).expect(200);
        }
    }

    @Test
    void aSumThatIsNoneIsGarbageAndTheHonestEventBehindItCounts() {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String id = browser.submitted("babble");
            FakeRun run = worker.take().start();
            byte[] honest = Wire.write(new StatusEvent.Completed(
                    run.key(),
                    7,
                    worker.slot(),
                    Instant.now(),
                    new imece.contract.StatusEvent.Picture("ab".repeat(32), 10, 64, 64),
                    5));
            for (String sum : new String[] {"AB".repeat(32), "ab".repeat(31), "../".repeat(22), ""}) {
                String said = new String(honest, StandardCharsets.UTF_8).replace("ab".repeat(32), sum);
                worker.amqp()
                        .publish(Topology.STATUS, "", Map.of(), Topology.JSON, said.getBytes(StandardCharsets.UTF_8));
            }
            run.complete();

            Within.bounds().until(() -> browser.status(id).equals("complete"));
            assertThat(attempts(browser, id).size()).isEqualTo(1);
            assertThat(gateway.probe().get("/actuator/prometheus").text())
                    .containsPattern("imece_store_garbage_total 4\\.0");
        }
    }

    /** Waiting times are compared with the clock of the database, which a test cannot put forward. */
    private void backOffIsOver(String id) throws SQLException {
        gateway.rows().change("update jobs set not_before = now() where id = ?::uuid and not_before is not null", id);
    }

    private static JsonNode attempts(Browser browser, String id) {
        return browser.get("/api/jobs/" + id + "/attempts").expect(200).json();
    }

    private Path onlyFile(String job) throws IOException {
        try (var files =
                Files.list(gateway.pictures().resolve(job.substring(0, 2)).resolve(job))) {
            return files.findFirst().orElseThrow();
        }
    }
}
