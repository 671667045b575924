package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Operators find everybody's jobs by whose they are, by words, lane and state, and cancel, retry and forbid for what they have found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorJobsIT {
    private final TestServers.Fresh servers = TestServers.fresh(OperatorJobsIT.class);
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
    void jobsAreFoundByOwnerWordsLaneAndState() {
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            Browser ada = gateway.newcomer();
            Browser bob = gateway.newcomer();
            String failed = ada.submitted("a red fox");
            run(worker, failed).start().fail("engine", "no", false);
            Within.bounds().until(() -> ada.status(failed).equals("error"));
            String held = bob.submitted("a RED Fóx, too");
            run(worker, held).start();
            String waiting = ada.submitted("a blue fox");

            assertThat(found("")).containsExactly(waiting, held);
            assertThat(found("status=live&owner=" + ada.visitor())).containsExactly(waiting);
            assertThat(found("q=red+fox&status=error,live")).containsExactly(held, failed);
            assertThat(found("q=red+fox")).containsExactly(held);
            assertThat(found("status=error")).contains(failed).doesNotContain(waiting, held);
            assertThat(found("lane=default")).containsExactly(waiting, held);
            assertThat(found("lane=none-such")).isEmpty();
            assertThat(found("job=" + failed + "&status=error")).containsExactly(failed);

            JsonNode row = gateway.operator()
                    .get("/api/operator/jobs?job=" + held)
                    .json()
                    .path("items")
                    .path(0);
            assertThat(row.path("owner").stringValue()).isEqualTo(bob.visitor());
            assertThat(row.path("ownerKind").stringValue()).isEqualTo("visitor");
            assertThat(row.path("lane").stringValue()).isEqualTo("default");
            gateway.operator().get("/api/operator/jobs?owner=me").invalid("owner");
            gateway.operator().get("/api/operator/jobs?status=strange").invalid("status");
        }
    }

    @Test
    void theSelectionAndNothingElseIsCancelled() {
        Browser ada = gateway.newcomer();
        Browser bob = gateway.newcomer();
        List<String> unwanted = IntStream.range(0, 3)
                .mapToObj(i -> ada.submitted("unwanted " + i))
                .toList();
        String wanted = ada.submitted("wanted by ada");
        String others = bob.submitted("unwanted by bob");

        JsonNode answer = gateway.operator()
                .delete("/api/operator/jobs?status=queued&q=unwanted&owner=" + ada.visitor())
                .expect(202)
                .json();
        assertThat(answer.path("cancelled").intValue()).isEqualTo(3);
        assertThat(answer.path("more").booleanValue()).isFalse();
        assertThat(unwanted).allSatisfy(job -> assertThat(ada.status(job)).isEqualTo("cancelled"));
        assertThat(ada.status(wanted)).isEqualTo("queued");
        assertThat(bob.status(others)).isEqualTo("queued");
        gateway.operator().delete("/api/operator/jobs?q=unwanted").invalid("status");
        assertThat(gateway.rows().texts("select on_id from audit where what = 'job-cancelled'"))
                .containsAll(unwanted);
    }

    @Test
    void failedJobsAreTriedAgainOnceForTheirOwners() {
        Browser ada = gateway.newcomer();
        Browser banned = gateway.newcomer();
        String failed;
        String ofBanned;
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            failed = ada.submitted("tried again");
            run(worker, failed).start().fail("engine", "no", false);
            ofBanned = banned.submitted("tried again by somebody else");
            run(worker, ofBanned).start().fail("engine", "no", false);
            Within.bounds()
                    .until(() -> ada.status(failed).equals("error")
                            && banned.status(ofBanned).equals("error"));
        }
        Browser operator = gateway.operator();
        operator.patch("/api/operator/owners/" + banned.visitor(), "{\"forbiddenUntil\":\"2999-01-01T00:00:00Z\"}")
                .expect(200);

        JsonNode first = operator.post("/api/operator/jobs/retry?q=tried+again", "")
                .expect(202)
                .json();
        assertThat(first.path("retried").intValue()).isEqualTo(1);
        assertThat(first.path("refused").path("forbidden-by-operator").intValue())
                .isEqualTo(1);
        assertThat(first.path("next").isNull()).isTrue();
        JsonNode second = operator.post("/api/operator/jobs/retry?q=tried+again", "")
                .expect(202)
                .json();
        assertThat(second.path("retried").intValue()).isZero();
        assertThat(second.path("already").intValue()).isEqualTo(1);
        assertThat(found("q=tried+again")).hasSize(1).doesNotContain(failed, ofBanned);
        gateway.newcomer().post("/api/operator/jobs/retry", "").refused(401, "operator-token-required");
    }

    @Test
    void aCallerWithoutACookieIsForbiddenByTheRowOfItsJob() {
        Answer first = gateway.newcomer()
                .post("/api/jobs", Browser.spec("without a cookie"))
                .expect(202);
        JsonNode row = gateway.operator()
                .get("/api/operator/jobs?job="
                        + first.json().path("jobs").path(0).path("id").stringValue())
                .json()
                .path("items")
                .path(0);
        assertThat(row.path("withoutCookie").booleanValue()).isTrue();
        String path = "/api/operator/owners/" + row.path("owner").stringValue() + "/address";

        Browser operator = gateway.operator();
        operator.patch(path, "{\"forbiddenUntil\":\"2999-01-01T00:00:00Z\"}").expect(200);
        try {
            gateway.newcomer().post("/api/jobs", Browser.spec("again")).refused(403, "forbidden-by-operator");
        } finally {
            operator.patch(path, "{\"forbiddenUntil\":null}").expect(200);
        }
        Browser known = gateway.newcomer();
        known.submitted("with a cookie");
        operator.patch("/api/operator/owners/" + known.visitor() + "/address", "{\"forbiddenUntil\":null}")
                .refused(404, "not-found");
        operator.delete("/api/operator/jobs?status=live").expect(202);
    }

    @Test
    void oneLookReadsABoundedNumberOfRowsAndGoesOnWhereItEnded() throws SQLException {
        String owner = UUID.randomUUID().toString();
        gateway.rows().change("""
                insert into jobs (id, owner, ordinal, lane, ticket, prompt, spec, work, status, error_code, error_message,
                                  created_at, finished_at)
                select gen_random_uuid(), ?::uuid, 0, 'default', nextval('tickets'), 'number ' || n, '{}', 1, 'error', 'x', 'x',
                       now(), now()
                from generate_series(1, 12000) n""", owner);
        try {
            int looks = 0;
            int found = 0;
            String next = "";
            do {
                JsonNode page = gateway.operator()
                        .get("/api/operator/jobs?status=complete&q=number" + next)
                        .expect(200)
                        .json();
                looks++;
                found += page.path("items").size();
                next = page.path("next").isNull()
                        ? ""
                        : "&before=" + page.path("next").stringValue();
            } while (!next.isEmpty());
            assertThat(found).isZero();
            assertThat(looks).isBetween(3, 5);
        } finally {
            gateway.rows().change("delete from jobs where owner = ?::uuid", owner);
        }
    }

    private static FakeRun run(FakeWorker worker, String job) {
        FakeRun run = worker.take();
        while (!run.id().equals(job)) {
            run.drop();
            run = worker.take();
        }
        return run;
    }

    private List<String> found(String query) {
        return gateway.operator()
                .get("/api/operator/jobs?" + query)
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("job").path("id").stringValue())
                .collect(Collectors.toList());
    }
}
