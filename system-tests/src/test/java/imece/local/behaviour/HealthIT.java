package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.local.net.Cable;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A gateway that reaches neither broker nor database lives on, and says that it is not ready. */
class HealthIT {

    @Test
    void livenessDependsOnNoServerAndReadinessOnTheDatabaseOnly() throws IOException {
        Fresh servers = TestServers.fresh(HealthIT.class);
        try (Cable database = new Cable(servers.jdbcUrl().substring("jdbc:".length()));
                Cable broker = new Cable(servers.brokerUri());
                GatewayUnderTest gateway = GatewayUnderTest.start(
                        new Fresh("jdbc:" + database.uri(), servers.user(), servers.password(), broker.uri()),
                        "--spring.datasource.hikari.connection-timeout=1000")) {
            Browser browser = gateway.newcomer();
            is(gateway, "liveness", 200, "UP");
            is(gateway, "readiness", 200, "UP");

            broker.tear();
            String accepted = browser.submitted("without a broker");
            is(gateway, "liveness", 200, "UP");
            is(gateway, "readiness", 200, "UP");

            database.tear();
            Within.bounds()
                    .until(() ->
                            gateway.probe().get("/actuator/health/readiness").status() == 503);
            is(gateway, "readiness", 503, "DOWN");
            is(gateway, "liveness", 200, "UP");
            browser.get("/api/jobs").refused(503, "database-unavailable");

            database.mend();
            broker.mend();
            Within.bounds()
                    .until(() ->
                            gateway.probe().get("/actuator/health/readiness").status() == 200);
            assertThat(browser.status(accepted)).isEqualTo("queued");
        }
    }

    private static void is(GatewayUnderTest gateway, String probe, int status, String word) {
        Answer answer = gateway.probe().get("/actuator/health/" + probe).expect(status);
        assertThat(answer.json().path("status").stringValue()).isEqualTo(word);
        assertThat(answer.text()).doesNotContain("jdbc", "Exception", "PostgreSQL");
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }
}
