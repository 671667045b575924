package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.local.nodes.NodePlace;
import imece.local.nodes.PostgresNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one thing that a gateway cannot do without. */
class DatabaseAwayIT {
    @TempDir
    Path folder;

    @Test
    void whileTheDatabaseIsAwayCallsAre503AndSocketsClosedWith4001AndBothGoOnByThemselves() {
        PostgresNode postgres = new PostgresNode(NodePlace.quiet(folder));
        postgres.start();
        try {
            postgres.createDatabase("imece");
            Fresh servers = new Fresh(
                    postgres.jdbcUrl("imece"),
                    PostgresNode.USER,
                    postgres.password(),
                    TestServers.fresh(DatabaseAwayIT.class).brokerUri());
            try (GatewayUnderTest gateway =
                    GatewayUnderTest.start(servers, "--spring.datasource.hikari.connection-timeout=1000")) {
                Browser browser = gateway.newcomer();
                String kept = browser.submitted("kept");
                postgres.stop();

                for (Answer answer : new Answer[] {
                    browser.post("/api/jobs", Browser.spec("x")),
                    browser.get("/api/jobs"),
                    browser.get("/api/queue"),
                    browser.delete("/api/jobs/" + kept)
                }) {
                    assertThat(answer.refused(503, "database-unavailable").header("Retry-After"))
                            .matches("[1-9]\\d*");
                }
                try (Feed early = Feed.connect(gateway, browser)) {
                    assertThat(early.closedWith())
                            .as("who cannot be given a snapshot is asked to come back")
                            .isEqualTo(4001);
                }
                browser.get("/actuator/health/liveness").expect(200);
                browser.get("/actuator/health/readiness").expect(503);

                postgres.start();
                Within.bounds().until(() -> browser.get("/api/jobs/" + kept).status() == 200);
                browser.post("/api/jobs", Browser.spec("again")).expect(202);
                browser.get("/actuator/health/readiness").expect(200);
                try (Feed again = Feed.open(gateway, browser)) {
                    assertThat(again.first("snapshot").path("jobs").size()).isEqualTo(2);
                }
            }
        } finally {
            postgres.stop();
        }
    }
}
