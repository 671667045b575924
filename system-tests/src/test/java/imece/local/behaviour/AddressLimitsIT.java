package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Floods from one address are refused before they cost anything, and concern nobody who only looks. */
class AddressLimitsIT {

    @Test
    void newVisitorsOfAnAddressAreBoundedByTheirFirstWriteAndNobodyIsByLooking() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(
                AddressLimitsIT.class, "--imece.limits.exempt=", "--imece.limits.address.new-visitors=3")) {
            for (int i = 0; i < 20; i++) {
                Browser looks = gateway.newcomer();
                looks.get("/").expect(200);
                looks.get("/api/jobs").expect(200);
                looks.get("/api/me").expect(200);
            }
            Browser known = gateway.newcomer();
            known.submitted("with a cookie from the page");
            gateway.newcomer().post("/api/jobs", Browser.spec("without one")).expect(202);
            Browser talks = gateway.newcomer();
            talks.conversation();

            Browser fourth = gateway.newcomer();
            fourth.visitor();
            Answer refused =
                    fourth.post("/api/jobs", Browser.spec("one too many")).refused(429, "too-many-new-visitors");
            assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 1_200L);
            assertThat(refused.json().path("detail").stringValue()).contains("come back later");
            fourth.post("/api/conversations", "{}").refused(429, "too-many-new-visitors");
            fourth.send(
                            "POST",
                            "/api/uploads",
                            BodyPublishers.ofByteArray(Pictures.png(64, 64)),
                            "Content-Type",
                            "image/png")
                    .refused(429, "too-many-new-visitors");
            gateway.newcomer()
                    .post("/api/jobs", Browser.spec("nor without a cookie"))
                    .refused(429, "too-many-new-visitors");
            fourth.get("/api/jobs").expect(200);

            known.submitted("who is here already goes on");
            talks.prompt(talks.conversation(), "and so does this one");
            assertThat(gateway.rows().text("select count(*) from owners")).isEqualTo("3");
        }
    }

    @Test
    void submitsOfAllVisitorsOfAnAddressAreBounded() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(
                AddressLimitsIT.class, "--imece.limits.exempt=", "--imece.limits.address.submits=2")) {
            Browser one = gateway.newcomer();
            Browser another = gateway.newcomer();
            one.submitted("one");
            another.submitted("another");

            // One more is granted each 30 s.
            firstThatIsNotTaken(one).refused(429, "too-many-from-address");
            firstThatIsNotTaken(another).refused(429, "too-many-from-address");
            one.get("/api/jobs").expect(200);
        }
    }

    private static Answer firstThatIsNotTaken(Browser browser) {
        return Stream.generate(() -> browser.post("/api/jobs", Browser.spec("x")))
                .limit(20)
                .filter(answer -> answer.status() != 202)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void loopbackIsExemptUnlessItIsSetOtherwise() {
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start(AddressLimitsIT.class, "--imece.limits.address.new-visitors=1")) {
            gateway.newcomer().submitted("first");
            gateway.newcomer().submitted("second");
        }
    }
}
