package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What one owner may ask for: over all gateways and lanes, to the unit, and told to whom it concerns. */
class OwnerLimitsIT {

    private static final int SUBMITS = 1_000;
    private static final Pattern VISITOR = Pattern.compile("imece_visitor=([^;]+)");
    private static final int THREADS = 25;

    /** Their lanes differ. */
    private static final List<String> KINDS = List.of(
            "{\"prompt\":\"plain\"}",
            "{\"prompt\":\"painted\",\"checkpoint\":\"" + FakeWorker.CHECKPOINT + "\"}",
            "{\"prompt\":\"cut\",\"loras\":[{\"name\":\"" + FakeWorker.LORA + "\",\"weight\":1}]}");

    @Test
    void aThousandSubmitsOfOneOwnerOverLanesAndGatewaysNeverExceedTheRate() {
        Fresh servers = TestServers.fresh(OwnerLimitsIT.class);
        String[] limits = {
            "--imece.limits.owner.per-minute=600",
            "--imece.limits.owner.burst=30",
            "--imece.gateway.max-waiting-per-user=100000"
        };
        try (TwoGateways farm = new TwoGateways(servers, limits)) {
            Instant before = farm.now();
            Set<String> accepted = farm.thousandSubmits();
            Duration elapsed = Duration.between(before, farm.now());

            assertThat((long) accepted.size())
                    .as("in %s", elapsed)
                    .isGreaterThanOrEqualTo(30)
                    .isLessThanOrEqualTo(30 + elapsed.toMillis() * 600 / 60_000);
            farm.assertNothingElseWasMade(accepted);
        }
    }

    /** The rate is so slow that it earns next to nothing meanwhile: what refused submits had cost would be seen in it. */
    @Test
    void aThousandSubmitsOfOneOwnerOverLanesAndGatewaysLeaveAHundredWaitingAndWhatIsRolledBackCostsNothing() {
        Fresh servers = TestServers.fresh(OwnerLimitsIT.class);
        String[] limits = {
            "--imece.limits.owner.per-minute=1",
            "--imece.limits.owner.burst=150",
            "--imece.gateway.max-waiting-per-user=100"
        };
        try (TwoGateways farm = new TwoGateways(servers, limits)) {
            Instant before = farm.now();
            Set<String> accepted = farm.thousandSubmits();
            int used = limit(farm.here, "submits").path("used").intValue();
            Duration elapsed = Duration.between(before, farm.now());

            assertThat(accepted).hasSize(100);
            assertThat(farm.first.rows().text("select count(*) from jobs where status in ('queued', 'dispatched')"))
                    .isEqualTo("100");
            assertThat(used).isBetween(100 - 1 - (int) elapsed.toMinutes(), 100);
            farm.assertNothingElseWasMade(accepted);
        }
    }

    @Test
    void whoAsksTooFastIsToldWhatIsUsedOfWhatAndUntilWhenAndReplaysCostNothing() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(
                OwnerLimitsIT.class, "--imece.limits.owner.per-minute=6", "--imece.limits.owner.burst=8")) {
            Browser program = gateway.newcomer();
            program.visitor();
            String first = program.post("/api/jobs", "{\"prompt\":\"x\",\"count\":6}", "Idempotency-Key", "k")
                    .expect(202)
                    .text();
            Answer refused =
                    program.post("/api/jobs", "{\"prompt\":\"x\",\"count\":3}").refused(429, "too-fast");
            assertThat(refused.header("Retry-After")).matches("[1-9]|10");
            JsonNode limit = refused.json().path("limit");
            assertThat(limit.path("what").stringValue()).isEqualTo("submits");
            assertThat(limit.path("used").intValue()).isEqualTo(6);
            assertThat(limit.path("of").intValue()).isEqualTo(8);
            assertThat(Instant.parse(limit.path("until").stringValue())).isAfter(Instant.EPOCH);

            for (int i = 0; i < 5; i++) {
                assertThat(program.post("/api/jobs", "{\"prompt\":\"x\",\"count\":6}", "Idempotency-Key", "k")
                                .expect(202)
                                .text())
                        .isEqualTo(first);
            }
            assertThat(limit(program, "submits").path("used").intValue()).isEqualTo(6);
            program.post("/api/jobs", "{\"prompt\":\"x\",\"count\":2}").expect(202);
            program.post("/api/jobs", "{\"prompt\":\"x\"}").refused(429, "too-fast");
            assertThat(limit(program, "waiting").path("used").intValue()).isEqualTo(8);
            gateway.newcomer().submitted("somebody else");
        }
    }

    @Test
    void aRetryIsAskedForLikeAnyJob() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(
                OwnerLimitsIT.class, "--imece.limits.owner.per-minute=1", "--imece.limits.owner.burst=8")) {
            Browser visitor = gateway.newcomer();
            String id = visitor.submitted("cancelled");
            visitor.post("/api/jobs", "{\"prompt\":\"x\",\"count\":7}").expect(202);
            visitor.delete("/api/jobs/" + id).expect(202);

            visitor.post("/api/jobs/" + id + "/retry", "").refused(429, "too-fast");
        }
    }

    @Test
    void whatIsMeasuredOnADayIsSummedAndRefusesMoreOnceItIsUsedUp() throws Exception {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(
                        OwnerLimitsIT.class,
                        "--imece.limits.owner.daily-pictures=2",
                        "--imece.limits.owner.daily-bytes=1000000000");
                FakeWorker worker = FakeWorker.start(gateway)) {
            Browser visitor = gateway.newcomer();
            for (int i = 0; i < 2; i++) {
                String id = visitor.submitted("number " + i);
                worker.take().start().complete();
                Within.bounds().until(() -> visitor.status(id).equals("complete"));
            }

            Answer refused = visitor.post("/api/jobs", Browser.spec("one more")).refused(429, "daily-limit");
            assertThat(refused.json().path("limit").path("what").stringValue()).isEqualTo("pictures");
            OffsetDateTime midnight = OffsetDateTime.parse(
                    refused.json().path("limit").path("until").stringValue());
            assertThat(midnight.toLocalTime().toSecondOfDay()).isZero();
            assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 86_400L);

            Rows rows = gateway.rows();
            assertThat(rows.text("select sum(gpu_millis) from owner_usage where owner = ?::uuid", visitor.visitor()))
                    .isEqualTo(rows.text("select sum(render_millis) from runs"))
                    .isEqualTo("10");
            assertThat(rows.text("select pictures from owner_usage")).isEqualTo("2");
            assertThat(rows.text("select bytes from owner_usage")).isEqualTo(rows.text("select sum(bytes) from jobs"));

            rows.change(
                    "update owner_usage set day = ?",
                    LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC).minusDays(1));
            visitor.submitted("the next day");
        }
    }

    @Test
    void uploadsAreRefusedOnceADaysBytesAreStored() {
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start(OwnerLimitsIT.class, "--imece.limits.owner.daily-bytes=1")) {
            Browser visitor = gateway.newcomer();
            visitor.visitor();
            upload(visitor).expect(201);

            upload(visitor).refused(413, "daily-limit");
            visitor.post("/api/jobs", Browser.spec("x")).refused(429, "daily-limit");
        }
    }

    @Test
    void lookingMakesNobodyKnownAndTheFirstWriteDoes() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(OwnerLimitsIT.class)) {
            Browser visitor = gateway.newcomer();
            visitor.get("/").expect(200);
            visitor.get("/api/jobs").expect(200);
            JsonNode me = visitor.get("/api/me").expect(200).json();
            Feed.open(gateway, visitor).close();

            assertThat(me.path("owner").stringValue()).isEqualTo(visitor.visitor());
            assertThat(me.path("kind").stringValue()).isEqualTo("visitor");
            assertThat(me.path("since").isNull()).isTrue();
            assertThat(gateway.rows().text("select count(*) from owners")).isEqualTo("0");

            visitor.submitted("x");
            assertThat(gateway.rows().texts("select id from owners")).containsExactly(visitor.visitor());
            assertThat(visitor.get("/api/me").json().path("since").isNull()).isFalse();

            Browser talks = gateway.newcomer();
            talks.conversation();
            assertThat(gateway.rows().text("select kind from owners where id = ?::uuid", talks.visitor()))
                    .isEqualTo("visitor");
        }
    }

    @Test
    void aVisitorWhoHasJustComeMayHaveFewWaitingJobsWhereOthersReachTheGateway() throws SQLException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(OwnerLimitsIT.class, "--server.address=0.0.0.0")) {
            Browser visitor = gateway.newcomer();
            visitor.visitor();
            visitor.post("/api/jobs", "{\"prompt\":\"x\",\"count\":8}").expect(202);
            visitor.post("/api/jobs", "{\"prompt\":\"x\",\"count\":2}").expect(202);
            visitor.post("/api/jobs", "{\"prompt\":\"x\"}").refused(429, "too-many-waiting");

            gateway.rows().change("update owners set created_at = created_at - interval '11 minutes'");
            visitor.post("/api/jobs", "{\"prompt\":\"x\",\"count\":8}").expect(202);
        }
    }

    @Test
    void whatComesAfterwardsFollowsAnOwnerThatHasMoved() throws SQLException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(OwnerLimitsIT.class)) {
            Browser visitor = gateway.newcomer();
            String cancelled = visitor.submitted("before");
            visitor.delete("/api/jobs/" + cancelled).expect(202);
            UUID account = UUID.randomUUID();
            gateway.rows().change("insert into owners (id, kind) values (?, 'account')", account);
            gateway.rows().change("update owners set moved_to = ? where id = ?::uuid", account, visitor.visitor());

            JsonNode job = visitor.post("/api/jobs", Browser.spec("afterwards"))
                    .expect(202)
                    .json()
                    .path("jobs")
                    .path(0);

            assertThat(gateway.rows()
                            .text(
                                    "select owner from jobs where id = ?::uuid",
                                    job.path("id").stringValue()))
                    .isEqualTo(account.toString());
        }
    }

    private static JsonNode limit(Browser browser, String what) {
        return browser.get("/api/me")
                .expect(200)
                .json()
                .path("limits")
                .valueStream()
                .filter(limit -> limit.path("what").stringValue().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private static Answer upload(Browser visitor) {
        return visitor.send(
                "POST", "/api/uploads", BodyPublishers.ofByteArray(Pictures.png(64, 64)), "Content-Type", "image/png");
    }

    /** Two gateways of one farm, and a slot that makes several lanes. */
    private static final class TwoGateways implements AutoCloseable {

        private final GatewayUnderTest first;
        private final GatewayUnderTest second;
        private final FakeWorker worker;
        private final Browser here;
        private final Browser there;

        TwoGateways(Fresh servers, String... settings) {
            first = GatewayUnderTest.start(servers, settings);
            List<String> others = new ArrayList<>(List.of(settings));
            others.addAll(List.of("--imece.name=gateway-other", "--imece.gateway.key-file=" + first.keyFile()));
            second = GatewayUnderTest.start(servers, others.toArray(String[]::new));
            worker = FakeWorker.start(first);
            for (GatewayUnderTest gateway : List.of(first, second)) {
                Within.bounds()
                        .until(() ->
                                gateway.newcomer().get("/api/options").text().contains(FakeWorker.LORA));
            }
            here = first.newcomer();
            here.visitor();
            Matcher cookie = VISITOR.matcher(here.client().cookies());
            assertThat(cookie.find()).isTrue();
            there = second.newcomer().with("imece_visitor", cookie.group(1));
            assertThat(there.visitor()).isEqualTo(here.visitor());
        }

        Instant now() {
            return OffsetDateTime.parse(
                            first.rows()
                                    .text(
                                            "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"))
                    .toInstant();
        }

        /**
         * One visitor asks a thousand times at both gateways: for one picture or three at once, and each fourth time twice with the
         * same key, at both gateways at the same moment.
         *
         * @return the jobs that were accepted
         */
        Set<String> thousandSubmits() {
            AtomicInteger next = new AtomicInteger();
            Map<String, String> byKey = new ConcurrentHashMap<>();
            Set<String> accepted = ConcurrentHashMap.newKeySet();
            Callable<Void> asks = () -> {
                for (int i = next.getAndIncrement(); i < SUBMITS; i = next.getAndIncrement()) {
                    Browser asked = i % 2 == 0 ? here : there;
                    boolean again = i % 8 < 2;
                    String key = "key-" + (again ? i / 8 : SUBMITS + i);
                    int number = again ? i / 8 * 8 : i;
                    String kind = KINDS.get(number % KINDS.size());
                    String body =
                            kind.substring(0, kind.length() - 1) + ",\"count\":" + (number % 5 == 0 ? 3 : 1) + "}";
                    Answer answer = asked.post("/api/jobs", body, "Idempotency-Key", key);
                    assertThat(answer.status()).isIn(202, 429, 503);
                    if (answer.status() == 202) {
                        String first = byKey.putIfAbsent(key, answer.text());
                        assertThat(answer.text()).isEqualTo(first == null ? answer.text() : first);
                        answer.json()
                                .path("jobs")
                                .forEach(job -> accepted.add(job.path("id").stringValue()));
                    }
                }
                return null;
            };
            Together.all(Collections.nCopies(THREADS, asks));
            return accepted;
        }

        void assertNothingElseWasMade(Set<String> accepted) {
            assertThat(first.rows().texts("select id from jobs")).containsExactlyInAnyOrderElementsOf(accepted);
            assertThat(first.rows().texts("select distinct lane from jobs")).hasSizeGreaterThan(1);
            assertThat(Integer.parseInt(first.rows().text("select max(ordinal) from jobs")))
                    .as("jobs of a batch are among them")
                    .isEqualTo(2);
        }

        @Override
        public void close() {
            worker.close();
            second.close();
            first.close();
        }
    }
}
