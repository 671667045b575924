package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** An operator changes what one owner may have, and forbids owners and addresses to ask: at all gateways, at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorOwnersIT {

    private final TwoGateways farm = TwoGateways.start(OperatorOwnersIT.class);
    private final GatewayUnderTest gateway = farm.one();
    private final GatewayUnderTest other = farm.other();

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        farm.close();
    }

    @Test
    void limitsOfOneOwnerAreChangedWhileTheFarmRuns() {
        Browser visitor = gateway.newcomer();
        visitor.submitted("before");
        String path = "/api/operator/owners/" + visitor.visitor();
        Browser operator = gateway.operator();

        JsonNode changed = operator.patch(
                        path, "{\"waiting\":2,\"perMinute\":6,\"burst\":4,\"dailyPictures\":9,\"weight\":0.25}")
                .expect(200)
                .json();
        assertThat(changed.path("own").path("waiting").intValue()).isEqualTo(2);
        assertThat(changed.path("weight").doubleValue()).isEqualTo(0.25);
        operator.patch(path, "{\"weight\":0}").invalid("weight");
        operator.patch(path, "{\"weight\":100.5}").invalid("weight");
        operator.patch(path, "{\"weight\":0.0001}").invalid("weight");
        assertThat(changed.path("perMinute").intValue()).isEqualTo(6);
        Browser there = TwoGateways.at(other, visitor);
        there.submitted("the second");
        there.post("/api/jobs", Browser.spec("the third")).refused(429, "too-many-waiting");
        there.post("/api/jobs", "{\"prompt\":\"x\",\"count\":5}").refused(429, "too-fast");
        assertThat(there.get("/api/me").text()).contains("\"what\":\"pictures\",\"used\":0,\"of\":9");

        operator.patch(path, "{\"waiting\":null,\"perMinute\":null,\"burst\":null}")
                .expect(200);
        there.post("/api/jobs", "{\"prompt\":\"x\",\"count\":5}").expect(202);
        assertThat(operator.get(path)
                        .expect(200)
                        .json()
                        .path("own")
                        .path("dailyPictures")
                        .intValue())
                .isEqualTo(9);
    }

    @Test
    void anOwnerIsForbiddenUntilATime() {
        Browser visitor = gateway.newcomer();
        visitor.submitted("before");
        String path = "/api/operator/owners/" + visitor.visitor();
        Browser operator = gateway.operator();

        operator.patch(path, "{\"forbiddenUntil\":\"2999-01-01T00:00:00Z\"}").expect(200);
        Answer refused = TwoGateways.at(other, visitor)
                .post("/api/jobs", Browser.spec("x"))
                .refused(403, "forbidden-by-operator");
        assertThat(refused.json().path("detail").stringValue()).contains("2999-01-01");
        visitor.send(
                        "POST",
                        "/api/uploads",
                        BodyPublishers.ofByteArray(Pictures.png(64, 64)),
                        "Content-Type",
                        "image/png")
                .refused(403, "forbidden-by-operator");
        assertThat(visitor.get("/api/me").json().path("forbiddenUntil").stringValue())
                .startsWith("2999");
        visitor.get("/api/jobs").expect(200);

        operator.patch(path, "{\"forbiddenUntil\":\"2001-01-01T00:00:00Z\"}").expect(200);
        visitor.submitted("that is over");
        operator.patch(path, "{\"forbiddenUntil\":null}").expect(200);
        visitor.submitted("and was taken back");
    }

    @Test
    void anAddressIsForbiddenForAllItsVisitors() {
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        Browser operator = gateway.operator();

        operator.patch("/api/operator/addresses/127.0.0.1", "{\"forbiddenUntil\":\"2999-01-01T00:00:00Z\"}")
                .expect(200);
        try {
            TwoGateways.at(other, visitor).post("/api/jobs", Browser.spec("x")).refused(403, "forbidden-by-operator");
            gateway.newcomer().post("/api/jobs", Browser.spec("x")).refused(403, "forbidden-by-operator");
        } finally {
            operator.patch("/api/operator/addresses/127.0.0.1", "{\"forbiddenUntil\":null}")
                    .expect(200);
        }
        visitor.submitted("allowed again");
        assertThat(gateway.rows().texts("select kind from owners where kind = 'address'"))
                .containsExactly("address");
    }

    @Test
    void nobodyElseDoesAndNothingElseIsTaken() {
        Browser visitor = gateway.newcomer();
        visitor.submitted("x");
        String path = "/api/operator/owners/" + visitor.visitor();
        visitor.get(path).refused(401, "operator-token-required");
        visitor.patch(path, "{\"waiting\":1000}").refused(401, "operator-token-required");
        visitor.patch("/api/operator/addresses/127.0.0.1", "{\"forbiddenUntil\":null}")
                .refused(401, "operator-token-required");

        Browser operator = gateway.operator();
        operator.get("/api/operator/owners/" + UUID.randomUUID()).refused(404, "not-found");
        operator.patch("/api/operator/owners/" + UUID.randomUUID(), "{\"waiting\":1}")
                .refused(404, "not-found");
        operator.patch(path, "{}").refused(422, "validation-failed");
        operator.patch(path, "{\"waiting\":-1,\"burst\":0,\"forbiddenUntil\":\"tomorrow\"}")
                .invalid("waiting", "burst", "forbiddenUntil");
        operator.patch("/api/operator/addresses/farm.local", "{\"forbiddenUntil\":null}")
                .invalid("address");
    }
}
