package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Who sends no cookie back is somebody new each time: all of them from one address share eight places in the line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookielessIT {
    private static final String EIGHT = "{\"prompt\":\"many\",\"count\":8}";

    private final Fresh servers = TestServers.fresh(CookielessIT.class);
    private final GatewayUnderTest gateway = GatewayUnderTest.start(servers);

    @AfterEach
    void emptyLine() {
        gateway.operator().delete("/api/operator/jobs?status=live").expect(202);
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void twelveHundredAndFiftySubmitsWithoutACookieTakeEightPlaces() {
        gateway.newcomer().post("/api/jobs", EIGHT).expect(202);
        List<Callable<Integer>> works = IntStream.range(0, 10)
                .<Callable<Integer>>mapToObj(i -> () -> {
                    int taken = 0;
                    for (int submit = 0; submit < 125; submit++) {
                        Answer answer = new Browser(gateway.url()).post("/api/jobs", EIGHT);
                        if (answer.status() != 503) {
                            answer.refused(429, "cookie-required");
                        }
                        taken += answer.status() == 202 ? 1 : 0;
                    }
                    return taken;
                })
                .toList();

        assertThat(Together.all(works)).containsOnly(0);
        assertThat(waiting()).isEqualTo("8");
        assertThat(gateway.rows().text("select count(*) from newcomers")).isEqualTo("1");
    }

    @Test
    void theAnswerSaysWhatToDoAndWhoDoesItMayGoOn() {
        gateway.newcomer().post("/api/jobs", EIGHT).expect(202);
        Browser next = gateway.newcomer();

        Answer refused = next.post("/api/jobs", EIGHT).refused(429, "cookie-required");

        assertThat(refused.json().path("detail").stringValue()).contains("Send the cookie back");
        assertThat(refused.header("Set-Cookie")).startsWith("imece_visitor=");
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
        for (int i = 0; i < 12; i++) {
            next.post("/api/jobs", EIGHT).expect(202);
        }
        next.post("/api/jobs", EIGHT).refused(429, "too-many-waiting");
    }

    @Test
    void whoSendsTheCookieBackLeavesTheSharedPlacesAndKeepsTheirOwnJobs() {
        Browser program = gateway.newcomer();
        program.post("/api/jobs", EIGHT).expect(202);
        gateway.newcomer().post("/api/jobs", Browser.spec("x")).refused(429, "cookie-required");

        program.submitted("with the cookie");

        gateway.newcomer().post("/api/jobs", EIGHT).expect(202);
        assertThat(program.get("/api/jobs?status=live").json().path("items").size())
                .isEqualTo(9);
    }

    @Test
    void aPlaceIsFreeWhenItsJobWaitsNoMoreAndNothingIsKeptOfItsAddress() {
        Browser first = gateway.newcomer();
        JsonNode jobs = first.post("/api/jobs", EIGHT).expect(202).json().path("jobs");
        first.delete("/api/jobs/" + jobs.path(0).path("id").stringValue()).expect(202);
        gateway.newcomer().post("/api/jobs", "{\"prompt\":\"x\",\"count\":2}").refused(429, "cookie-required");
        gateway.newcomer().post("/api/jobs", Browser.spec("one more")).expect(202);
        assertThat(gateway.rows().texts("select address from newcomers"))
                .hasSize(2)
                .allMatch(mark -> mark.matches("[0-9a-f]{32}"));

        gateway.operator().delete("/api/operator/jobs?status=live").expect(202);
        gateway.tick("purge-newcomers");

        assertThat(gateway.rows().text("select count(*) from newcomers")).isEqualTo("0");
    }

    @Test
    void aCookieThatWeDidNotMakeIsNone() {
        gateway.newcomer().post("/api/jobs", EIGHT).expect(202);
        String forged = "imece_visitor=" + java.util.UUID.randomUUID() + "." + "a".repeat(64);
        gateway.newcomer()
                .post("/api/jobs", Browser.spec("x"), "Cookie", forged)
                .refused(429, "cookie-required");
    }

    @Test
    void aRepeatedKeyCostsNothing() {
        gateway.newcomer().post("/api/jobs", "{\"prompt\":\"x\",\"count\":7}").expect(202);
        Browser program = gateway.newcomer();
        String first = program.post("/api/jobs", Browser.spec("keyed"), "Idempotency-Key", "k")
                .expect(202)
                .text();
        gateway.newcomer().post("/api/jobs", Browser.spec("x")).refused(429, "cookie-required");

        for (int i = 0; i < 3; i++) {
            assertThat(program.post("/api/jobs", Browser.spec("keyed"), "Idempotency-Key", "k")
                            .expect(202)
                            .text())
                    .isEqualTo(first);
        }
        assertThat(waiting()).isEqualTo("8");
    }

    /** Both have the same key, as gateways of one farm do: the database counts. */
    @Test
    void allGatewaysCountTogether() {
        try (GatewayUnderTest other = GatewayUnderTest.start(
                servers, "--imece.name=gateway-other", "--imece.gateway.key-file=" + gateway.keyFile())) {
            List<Callable<Integer>> works = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                GatewayUnderTest asked = i % 2 == 0 ? gateway : other;
                works.add(() -> new Browser(asked.url())
                        .post("/api/jobs", Browser.spec("at once"))
                        .status());
            }

            Map<Integer, Long> answers = Together.all(works).stream()
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));

            assertThat(answers).isEqualTo(Map.of(202, 8L, 429, 16L));
            assertThat(waiting()).isEqualTo("8");
        }
    }

    @Test
    void anOperatorSeesAndCancelsThemByAddressAndLeavesOthersAlone() {
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        String kept = visitor.submitted("of a visitor");
        gateway.newcomer().post("/api/jobs", EIGHT).expect(202);
        Browser operator = gateway.operator();
        Browser nobody = gateway.newcomer();
        nobody.get("/api/operator/jobs").refused(401, "operator-token-required");
        nobody.delete("/api/operator/jobs?status=queued").refused(401, "operator-token-required");

        JsonNode all = operator.get("/api/operator/jobs").expect(200).json().path("items");
        assertThat(all.valueStream().map(item -> item.path("withoutCookie").booleanValue()))
                .containsExactly(true, true, true, true, true, true, true, true, false);
        assertThat(all.path(8).path("owner").stringValue()).isEqualTo(visitor.visitor());
        assertThat(all.path(8).path("job").path("id").stringValue()).isEqualTo(kept);
        assertThat(operator.get("/api/operator/jobs?address=203.0.113.7")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(operator.get("/api/operator/jobs?owner=" + visitor.visitor())
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        JsonNode page =
                operator.get("/api/operator/jobs?limit=5&address=127.0.0.1").json();
        assertThat(page.path("items").size()).isEqualTo(5);
        assertThat(operator.get("/api/operator/jobs?limit=5&address=127.0.0.1&before="
                                + page.path("next").stringValue())
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(3);
        operator.get("/api/operator/jobs?address=farm.local").invalid("address");
        operator.delete("/api/operator/jobs").invalid("status");

        assertThat(operator.delete("/api/operator/jobs?status=queued&address=127.0.0.1")
                        .expect(202)
                        .json())
                .isEqualTo(Browser.JSON.readTree("{\"cancelled\":8,\"more\":false}"));
        assertThat(visitor.status(kept)).isEqualTo("queued");
        assertThat(operator.delete("/api/operator/jobs?status=queued")
                        .expect(202)
                        .json())
                .isEqualTo(Browser.JSON.readTree("{\"cancelled\":1,\"more\":false}"));
        assertThat(visitor.status(kept)).isEqualTo("cancelled");
    }

    private String waiting() {
        return gateway.rows().text("select count(*) from jobs where status in ('queued', 'dispatched')");
    }
}
