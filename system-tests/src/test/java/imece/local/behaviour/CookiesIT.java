package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Cookies over the years: two farms on one host, a key that is changed, browsers that come back late. */
class CookiesIT {

    @Test
    void twoFarmsOnOneHostLeaveEachOthersVisitorsAlone() {
        try (GatewayUnderTest one = GatewayUnderTest.start(CookiesIT.class);
                GatewayUnderTest two = GatewayUnderTest.start(CookiesIT.class)) {
            Browser here = one.newcomer();
            String mine = here.submitted("at the first");

            Browser there = two.newcomer();
            there.get("/api/options", "Cookie", here.cookie()).expect(200);
            // A browser shows both farms the cookies of both, for it asks one host.
            String both = here.cookie() + "; " + there.cookie();
            assertThat(there.cookie())
                    .as("set beside those of the first")
                    .doesNotContain("imece_visitor=")
                    .contains("imece_" + two.rows().text("select cookies from farm") + "=");
            String theirs = two.newcomer()
                    .post("/api/jobs", Browser.spec("at the second"), "Cookie", both)
                    .expect(202)
                    .json()
                    .path("jobs")
                    .path(0)
                    .path("id")
                    .stringValue();

            assertThat(one.newcomer()
                            .get("/api/jobs/" + mine, "Cookie", both)
                            .expect(200)
                            .header("Set-Cookie"))
                    .isEmpty();
            assertThat(two.newcomer()
                            .get("/api/jobs/" + theirs, "Cookie", both)
                            .expect(200)
                            .header("Set-Cookie"))
                    .isEmpty();
            one.emptyLine();
        }
    }

    @Test
    void aKeyIsChangedInTwoStepsAndEverybodyStaysWhoTheyWere() throws IOException {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(CookiesIT.class)) {
            Browser before = gateway.newcomer();
            String job = before.submitted("before");
            Path key = gateway.keyFile();
            Path next = key.resolveSibling(key.getFileName() + ".next");

            Files.writeString(next, "the-next-key-of-this-farm-is-long-enough\n");
            gateway.restart();
            before.get("/api/jobs/" + job).expect(200);
            Browser between = gateway.newcomer();
            String betweens = between.submitted("between");

            Files.move(key, key.resolveSibling(key.getFileName() + ".previous"));
            Files.move(next, key);
            gateway.restart();
            before.get("/api/jobs/" + job).expect(200);
            between.get("/api/jobs/" + betweens).expect(200);
            Browser after = gateway.newcomer();
            String afters = after.submitted("after");

            Files.delete(key.resolveSibling(key.getFileName() + ".previous"));
            gateway.restart();
            after.get("/api/jobs/" + afters).expect(200);
            before.get("/api/jobs/" + job).refused(404, "not-found");
            gateway.operator().delete("/api/operator/jobs?status=live").expect(202);
        }
    }

    @Test
    void aCookieIsRenewedByTheMonthAndEndsAfterFourHundredDaysOfAbsence() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(CookiesIT.class)) {
            String named = "imece_" + gateway.rows().text("select cookies from farm") + "=";
            Browser faithful = gateway.newcomer();
            String job = faithful.submitted("mine");
            String absent = Arrays.stream(faithful.cookie().split("; "))
                    .filter(cookie -> cookie.startsWith(named))
                    .findFirst()
                    .orElseThrow();
            assertThat(faithful.get("/api/jobs").header("Set-Cookie")).isEmpty();

            for (int month = 1; month <= 14; month++) {
                gateway.pass(Duration.ofDays(30));
                assertThat(faithful.get("/api/jobs/" + job)
                                .expect(200)
                                .response()
                                .headers()
                                .allValues("Set-Cookie"))
                        .anyMatch(set -> set.startsWith(named));
            }
            gateway.newcomer().get("/api/jobs/" + job, "Cookie", absent).refused(404, "not-found");
            faithful.get("/api/jobs/" + job).expect(200);
            gateway.emptyLine();
        }
    }
}
