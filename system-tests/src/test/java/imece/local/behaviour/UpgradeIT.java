package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.RunKey;
import imece.contract.SlotAddress;
import imece.contract.StatusEvent;
import imece.contract.StatusEvent.Picture;
import imece.contract.Topology;
import imece.gateway.identity.Signatures;
import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** A farm of the first release is stopped in the middle of its work, and this release goes on with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeIT {
    private static final byte[] PICTURE = Pictures.png(64, 64);

    private final Fresh servers = TestServers.fresh(UpgradeIT.class);
    private final FirstRelease before = FirstRelease.in(servers, PICTURE);
    private final GatewayUnderTest gateway = GatewayUnderTest.start(servers);
    private final Browser browser = gateway.newcomer();

    UpgradeIT() throws SQLException {}

    @BeforeAll
    void itsFilesAndItsMessagesAreThere() throws IOException {
        for (String prompt : List.of("complete", "complete, without a chat")) {
            String job = before.job(prompt).toString();
            Path file = gateway.pictures()
                    .resolve(job.substring(0, 2))
                    .resolve(job)
                    .resolve("1-" + before.run(prompt) + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, PICTURE);
        }
        String owner = before.owner().toString();
        browser.with("imece_visitor", owner + "." + Signatures.of(gateway.key()).sign("visitor", owner));
        try (Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            Within.bounds().until(() -> amqp.consumers(Topology.STATUS_STORE) == 1);
            amqp.publish(
                    Topology.JOBS,
                    Topology.DEFAULT_LANE,
                    Map.of(),
                    Topology.JSON,
                    dispatched().getBytes(StandardCharsets.UTF_8));
        }
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    @Order(0)
    void whoeverHadWrittenSomethingIsAnOwnerSinceThen() {
        Rows rows = gateway.rows();

        assertThat(rows.text(
                        "select kind from owners where id = ?::uuid",
                        before.owner().toString()))
                .isEqualTo("visitor");
        assertThat(rows.text("""
                        select created_at = (select min(jobs.created_at) from jobs where jobs.owner = owners.id)
                               or created_at <= (select min(conversations.created_at) from conversations
                                                 where conversations.owner = owners.id)
                        from owners where id = ?::uuid""", before.owner().toString())).isEqualTo("t");
    }

    @Test
    @Order(1)
    void everyMigrationWasAppliedAndReleasedOnesAreAsTheyWereReleased() {
        MigrationInfo[] applied = Flyway.configure()
                .dataSource(servers.jdbcUrl(), servers.user(), servers.password())
                .locations("classpath:db/migration")
                .load()
                .info()
                .all();

        assertThat(applied).hasSizeGreaterThan(1).allMatch(one -> one.getState().isApplied());
        Map<String, Integer> sums = new TreeMap<>();
        Arrays.stream(applied).forEach(one -> sums.put(String.valueOf(one.getVersion()), one.getChecksum()));
        assertThat(sums)
                .as("a migration that was released is never edited; add another one")
                .containsEntry("1", -2_115_047_717)
                .containsEntry("2", -446_168_942);
    }

    @Test
    @Order(2)
    void everyRowIsServedAsItStood() {
        Map<String, String> shown = new TreeMap<>();
        browser.get("/api/jobs?limit=200")
                .expect(200)
                .json()
                .path("items")
                .forEach(job -> shown.put(
                        job.path("prompt").stringValue(), job.path("status").stringValue()));
        assertThat(shown)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "complete", "complete",
                        "complete, without a chat", "complete",
                        "error", "error",
                        "error, never started", "error",
                        "cancelled", "cancelled",
                        "cancelled in mid-run", "cancelled",
                        "processing", "processing",
                        "dispatched", "queued",
                        "given back", "queued",
                        "queued", "queued"));
        assertThat(List.of(position("dispatched"), position("given back"), position("queued")))
                .containsExactly(1, 2, 3);
        JsonNode running = job("processing");
        assertThat(running.path("runId").stringValue())
                .isEqualTo(before.run("processing").toString());
        assertThat(running.path("progress").intValue()).isEqualTo(50);

        try (Feed feed = Feed.open(gateway, browser)) {
            assertThat(feed.first("snapshot").path("jobs")).hasSize(shown.size());
        }
        assertThat(attempts("error")).containsExactly("lost", "superseded", "failed");
        assertThat(browser.get("/api/jobs?seed=1").json().path("items")).hasSize(1);
        assertThat(browser.get("/api/images/" + before.job("complete"))
                        .expect(200)
                        .bytes())
                .isEqualTo(PICTURE);
        browser.get("/api/images/" + before.job("complete, without a chat") + "?w=64")
                .expect(200);
        JsonNode messages = browser.get("/api/conversations/" + before.chat() + "/messages")
                .expect(200)
                .json()
                .path("items");
        assertThat(messages)
                .hasSize(6)
                .allSatisfy(message -> assertThat(message.path("jobs")).hasSize(1));
    }

    @Test
    @Order(3)
    void whatRanGoesOnAndWhatWaitedIsWorkedOffInItsOrder() {
        UUID running = before.job("processing");
        RunKey key = new RunKey(running, 1, 0, before.run("processing"));
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            browser.send(
                            "PUT",
                            upload(running).replace("{runId}", key.runId().toString()),
                            BodyPublishers.ofByteArray(PICTURE),
                            "Content-Type",
                            "image/png")
                    .expect(201);
            worker.amqp()
                    .publish(
                            Topology.STATUS,
                            "",
                            new StatusEvent.Completed(
                                    key,
                                    5,
                                    new SlotAddress(FirstRelease.WORKER, before.instance(), "gpu-0", "GPU", "demo"),
                                    Instant.now(),
                                    new Picture(Pictures.sha256(PICTURE), PICTURE.length, 64, 64),
                                    900));
            for (String prompt : List.of("dispatched", "given back", "queued")) {
                FakeRun run = worker.take().start();
                assertThat(run.id()).isEqualTo(before.job(prompt).toString());
                run.complete();
            }

            for (String prompt : List.of("processing", "dispatched", "given back", "queued")) {
                Within.bounds().until(() -> status(prompt).equals("complete"));
                browser.get("/api/images/" + before.job(prompt)).expect(200);
            }
            assertThat(attempts("given back")).containsExactly("released", "completed");
            assertThat(job("given back").path("attempt").intValue()).isEqualTo(2);
        }
    }

    @Test
    @Order(4)
    void whatWasOverIsTriedAgainAndItsMessageKeepsWhatOthersWroteIntoIt() {
        JsonNode again = browser.post("/api/jobs/" + before.job("error") + "/retry", "")
                .expect(202)
                .json();

        assertThat(again.path("spec").path("seed").longValue()).isPositive();
        JsonNode metadata = browser.get("/api/conversations/" + before.chat() + "/messages")
                .json()
                .path("items")
                .valueStream()
                .filter(message -> message.path("id").equals(again.path("messageId")))
                .findFirst()
                .orElseThrow()
                .path("metadata");
        assertThat(metadata.path("job_id")).isEqualTo(again.path("id"));
        assertThat(metadata.path("mine").intValue()).isEqualTo(1);
        browser.delete("/api/jobs?status=live").expect(202);
        browser.delete("/api/conversations/" + before.chat()).expect(204);
    }

    /** The message of the job that the first release had just handed out, in its own words. */
    private String dispatched() {
        UUID job = before.job("dispatched");
        return """
                {"jobId":"%s","epoch":1,"lane":"default","spec":{"prompt":"dispatched","negativePrompt":"","width":64,\
                "height":64,"steps":2,"cfgScale":7.0,"sampler":"euler","scheduler":"normal","seed":8},\
                "uploadUrls":["%s"],"maxRunSeconds":600,"maxDeliveries":8}""".formatted(job, gateway.url().resolve("/") + upload(job).substring(1));
    }

    private String upload(UUID job) {
        long expires = Instant.now().getEpochSecond() + 600;
        String signature = Signatures.of(gateway.key()).sign("upload", job + "\n1\n1000000\n" + expires);
        return "/api/uploads/" + job + "/1/{runId}?expires=" + expires + "&max=1000000&signature=" + signature;
    }

    private List<String> attempts(String prompt) {
        return browser.get("/api/jobs/" + before.job(prompt) + "/attempts")
                .expect(200)
                .json()
                .valueStream()
                .map(run -> run.path("outcome").stringValue())
                .toList();
    }

    private JsonNode job(String prompt) {
        return browser.job(before.job(prompt).toString());
    }

    private String status(String prompt) {
        return job(prompt).path("status").stringValue();
    }

    private int position(String prompt) {
        return job(prompt).path("queuePosition").intValue();
    }
}
