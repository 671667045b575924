package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** An operator moves one job that waits to the front of the line, and back; its turn and what its owner owes stay. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontIT {
    private static final String PLACE = "select turn || ' ' || ticket || ' ' || charged from jobs where id = ?::uuid";

    private final TestServers.Fresh servers = TestServers.fresh(FrontIT.class);
    private final GatewayUnderTest gateway = GatewayUnderTest.start(servers);

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void aJobIsMovedAndMovedBackAndEverybodyIsTold() {
        Browser ada = gateway.newcomer();
        gateway.newcomer().submitted("before it");
        String job = ada.submitted("urgent");
        String place = gateway.rows().text(PLACE, job);
        String clocks = clocks();
        try (Feed feed = Feed.open(gateway, ada)) {
            long version = ada.job(job).path("version").longValue();

            JsonNode moved = front(job).expect(200).json();
            assertThat(moved.path("id").stringValue()).isEqualTo(job);
            assertThat(moved.path("status").stringValue()).isEqualTo("queued");
            assertThat(moved.path("version").longValue()).isEqualTo(version + 1);
            feed.await(frame -> frame.path("job").path("id").asString("").equals(job)
                    && frame.path("job").path("version").longValue() == version + 1);
            assertThat(pinned(job)).isTrue();
            assertThat(gateway.rows().text(PLACE, job)).isEqualTo(place);
            assertThat(clocks()).isEqualTo(clocks);

            assertThat(back(job).expect(200).json().path("version").longValue()).isEqualTo(version + 2);
            assertThat(pinned(job)).isFalse();
            assertThat(gateway.rows().text(PLACE, job)).isEqualTo(place);
        }
        assertThat(audited(job)).containsExactly("job-moved-to-front", "job-moved-back");
    }

    @Test
    void ofAllThatWaitWhatWasMovedIsTheNextOneThatStarts() {
        Browser ada = gateway.newcomer();
        String first = gateway.newcomer().submitted("came first");
        String second = ada.submitted("came second");
        String urgent = ada.submitted("urgent");
        assertThat(ada.position(urgent)).isEqualTo(3);
        front(urgent).expect(200);
        Within.bounds().until(() -> ada.position(urgent) == 1);

        try (FakeWorker worker = FakeWorker.start(gateway)) {
            for (String next : List.of(urgent, first, second)) {
                FakeRun run = worker.take();
                assertThat(run.id()).isEqualTo(next);
                run.start().complete();
            }
        }
        for (String mine : List.of(urgent, second)) {
            Within.bounds().until(() -> ada.status(mine).equals("complete"));
        }
    }

    @Test
    void twiceIsAsOnce() {
        Browser ada = gateway.newcomer();
        String job = ada.submitted("urgent");
        back(job).expect(200);
        long version = front(job).expect(200).json().path("version").longValue();
        assertThat(front(job).expect(200).json().path("version").longValue()).isEqualTo(version);
        back(job).expect(200);
        back(job).expect(200);
        assertThat(audited(job)).containsExactly("job-moved-to-front", "job-moved-back");
    }

    @Test
    void whatDoesNotWaitIsNotMoved() {
        Browser ada = gateway.newcomer();
        String cancelled = ada.submitted("cancelled");
        ada.delete("/api/jobs/" + cancelled).expect(202);
        front(cancelled).refused(409, "job-not-waiting");
        back(cancelled).refused(409, "job-not-waiting");
        front(UUID.randomUUID().toString()).refused(404, "not-found");
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            String running = ada.submitted("running");
            FakeRun run = worker.take();
            while (!run.id().equals(running)) {
                run.drop();
                run = worker.take();
            }
            run.start();
            Within.bounds().until(() -> ada.status(running).equals("processing"));
            front(running).refused(409, "job-not-waiting");
            run.fail("engine", "no", false);
            Within.bounds().until(() -> ada.status(running).equals("error"));
        }
        ada.post("/api/operator/jobs/" + cancelled + "/front", "").refused(401, "operator-token-required");
        assertThat(audited(cancelled)).isEmpty();
    }

    private Answer front(String job) {
        return gateway.operator().post("/api/operator/jobs/" + job + "/front", "");
    }

    private Answer back(String job) {
        return gateway.operator().delete("/api/operator/jobs/" + job + "/front");
    }

    private boolean pinned(String job) {
        return gateway.operator()
                .get("/api/operator/jobs?job=" + job)
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("pinned")
                .booleanValue();
    }

    private String clocks() {
        return String.join(" ", gateway.rows().texts("select lane || clock from lane_clocks order by lane"))
                + String.join(
                        " ", gateway.rows().texts("select id || ' ' || next_turn from turn_accounts order by id"));
    }

    private List<String> audited(String job) {
        return gateway.rows().texts("select what from audit where on_id = '" + job + "' order by id");
    }
}
