package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import imece.local.TestServers;
import imece.local.TestServers.Fresh;
import imece.local.nodes.NodePlace;
import imece.local.nodes.PostgresNode;
import java.nio.file.Path;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The one thing that a gateway cannot do without. */
class DatabaseAwayIT {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("imece.gateway.background.DatabaseOutage");

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

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
                listen();
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
                gateway.probe().get("/actuator/health/liveness").expect(200);
                gateway.probe().get("/actuator/health/readiness").expect(503);
                // It may be back sooner than any task would have asked for it.
                Within.bounds().until(() -> lines(Level.WARN) == 1);

                postgres.start();
                Within.bounds().until(() -> browser.get("/api/jobs/" + kept).status() == 200);
                browser.post("/api/jobs", Browser.spec("again")).expect(202);
                gateway.probe().get("/actuator/health/readiness").expect(200);
                try (Feed again = Feed.open(gateway, browser)) {
                    assertThat(again.first("snapshot").path("jobs").size()).isEqualTo(2);
                }
                Within.bounds().until(() -> lines(Level.INFO) == 1);
                assertThat(lines(Level.WARN))
                        .as("told once, however many tasks met it how often")
                        .isEqualTo(1);
            }
        } finally {
            LOGGER.detachAppender(said);
            LOGGER.setLevel(null);
            postgres.stop();
        }
    }

    /** A gateway that starts sets up logging anew, so this comes after. Lines come from many threads. */
    private void listen() {
        said.list = new CopyOnWriteArrayList<>();
        said.start();
        LOGGER.setLevel(Level.INFO);
        LOGGER.addAppender(said);
    }

    private long lines(Level level) {
        return said.list.stream().filter(line -> line.getLevel().equals(level)).count();
    }
}
