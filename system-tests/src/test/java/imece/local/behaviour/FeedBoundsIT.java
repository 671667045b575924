package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import imece.contract.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** How much a socket is told at first, and how it is kept open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedBoundsIT {
    private static final int MOST_ENDED = 200;
    private static final int MOST_CHANGES = 1_000;

    private final GatewayUnderTest gateway = GatewayUnderTest.start(FeedBoundsIT.class);

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @AfterAll
    void close() {
        gateway.close();
    }

    @Test
    void aSnapshotHoldsTheNewestTwoHundredThatEndedInTheLastQuarterOfAnHourAndAllThatLive() throws SQLException {
        Browser browser = gateway.newcomer();
        List<String> ended = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 9; i++) {
                browser.post("/api/jobs", "{\"prompt\":\"many\",\"count\":8}")
                        .expect(202)
                        .json()
                        .path("jobs")
                        .forEach(job -> ended.add(job.path("id").stringValue()));
            }
            browser.delete("/api/jobs?status=live").expect(202);
        }
        String live = browser.submitted("live");

        List<String> shown = snapshot(browser);
        assertThat(shown).hasSize(MOST_ENDED + 1).contains(live).doesNotHaveDuplicates();
        assertThat(shown).as("the newest").containsAll(ended.subList(2 * 72, 3 * 72));

        older("14 minutes");
        assertThat(snapshot(browser)).hasSize(MOST_ENDED + 1);
        older("2 minutes");
        assertThat(snapshot(browser)).containsExactly(live);
    }

    /** All that has ended did so longer ago. */
    private void older(String by) throws SQLException {
        gateway.rows()
                .change("update jobs set finished_at = finished_at - interval '" + by
                        + "' where finished_at is not null");
    }

    @Test
    void theServerPingsEveryTwentySeconds() {
        assertThat(gateway.every("ping-browsers")).isEqualTo(Duration.ofSeconds(20));
        try (Feed feed = Feed.open(gateway, gateway.newcomer())) {
            int before = feed.pings();
            gateway.tick("ping-browsers");
            Within.bounds().until(() -> feed.pings() > before);
            feed.first("pulse");
            assertThat(feed.isOpen()).isTrue();
        }
    }

    /** As after updates that got lost: the rows change, and nobody says so. */
    @Test
    void whatNobodyToldIsFoundByReadingAgainEveryFiveSeconds() throws SQLException {
        assertThat(gateway.every("heal-feed")).isEqualTo(Duration.ofSeconds(5));
        Browser browser = gateway.newcomer();
        String ended = browser.submitted("ends unheard");
        try (FakeWorker idle = FakeWorker.start(gateway, "looks-on", 1, List.of());
                Feed feed = Feed.open(gateway, browser)) {
            assertThat(idle.hasMore()).isFalse();
            Within.bounds().until(() -> row(ended, "status").equals("dispatched"));
            gateway.rows()
                    .change(
                            "update jobs set status = 'cancelled', finished_at = now(), rev = rev + 1, epoch = epoch +"
                                    + " 1 where id = ?::uuid",
                            ended);

            JsonNode told = feed.told(ended, "cancelled").path("job");

            assertThat(told.path("version").asString()).isEqualTo(row(ended, "rev"));
            browser.submitted("told as usual");
            feed.await(frame ->
                    frame.path("job").path("spec").path("prompt").asString("").equals("told as usual"));
            assertThat(feed.ofJob(ended).stream()
                            .filter(job -> job.path("status").asString("").equals("cancelled")))
                    .as("told once")
                    .hasSize(1);
        }
    }

    /** The snapshot's reading is held: the socket is bound already, and what is told meanwhile waits behind the snapshot. */
    @Test
    void whatIsToldWhileTheSnapshotIsReadFollowsItUnlessTheSnapshotIsNewer() throws SQLException {
        Browser browser = gateway.newcomer();
        String job = browser.submitted("changes meanwhile");
        try (FakeWorker idle = FakeWorker.start(gateway, "looks-on", 1, List.of())) {
            Within.bounds().until(() -> row(job, "status").equals("dispatched"));
            assertThat(idle.hasMore()).isFalse();
        }
        Browser witness = gateway.newcomer();
        try (Feed seen = Feed.open(gateway, witness);
                Amqp amqp = Amqp.connect(gateway.brokerUri());
                Connection holding = gateway.rows().connect();
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("lock table jobs in access exclusive mode");
            try (Feed feed = Feed.connect(gateway, browser)) {
                Within.bounds().until(() -> gateway.rows().text("""
                    select count(*) > 0 from pg_stat_activity
                    where wait_event_type = 'Lock' and query like '%where owner = %union all%'\
                    """).equals("t"));
                tellOfJob(amqp, browser, job, 1, "older");
                tellOfJob(amqp, browser, job, 99, "newer");
                // In the order of telling: once this one has arrived, the others have.
                keepPace(amqp, witness, seen, "all told");
                assertThat(feed.frames()).isEmpty();
                holding.rollback();

                feed.first("newer");
                assertThat(feed.frames().stream()
                                .map(frame -> frame.path("kind").asString(""))
                                .filter(kind -> !kind.equals("positions")))
                        .containsExactly("snapshot", "newer");
                assertThat(feed.frames()
                                .getFirst()
                                .path("jobs")
                                .path(0)
                                .path("id")
                                .asString(""))
                        .isEqualTo(job);
            } finally {
                holding.rollback();
            }
        }
    }

    /** As another gateway tells of a job that runs now. */
    private static void tellOfJob(Amqp amqp, Browser browser, String job, long version, String kind) {
        Map<String, Object> headers = Map.of(
                "imece-owner",
                browser.visitor(),
                "imece-job",
                job,
                "imece-version",
                version,
                "imece-live",
                true,
                "imece-status",
                "processing");
        amqp.publish(
                Topology.UPDATES,
                "",
                headers,
                Topology.JSON,
                ("{\"kind\":\"" + kind + "\"}").getBytes(StandardCharsets.US_ASCII));
    }

    private String row(String id, String column) {
        return gateway.rows().text("select " + column + " from jobs where id = ?::uuid", id);
    }

    @Test
    void aReaderThatStandsStillIsLeftWith4001TheOtherTabGoesOnAndWhoComesBackGetsASnapshot() throws IOException {
        Browser browser = gateway.newcomer();
        String live = browser.submitted("live");
        try (StalledReader stalled = StalledReader.open(gateway, browser);
                Feed other = Feed.open(gateway, browser);
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            // More than the kernel keeps for a reader, then more than the gateway does; the other tab keeps pace.
            for (int round = 0; round < 4; round++) {
                tell(amqp, browser, 30, "{\"kind\":\"large\",\"pad\":\"" + "x".repeat(60_000) + "\"}");
                keepPace(amqp, browser, other, "large " + round);
            }
            for (int round = 0; round * 250 <= MOST_CHANGES; round++) {
                tell(amqp, browser, 250, "{\"kind\":\"small\"}");
                keepPace(amqp, browser, other, "small " + round);
            }
            assertThat(other.isOpen()).isTrue();

            assertThat(stalled.readToTheEnd()).isEqualTo(4001);
        }
        assertThat(snapshot(browser)).containsExactly(live);
    }

    private static void keepPace(Amqp amqp, Browser browser, Feed reader, String mark) {
        tell(amqp, browser, 1, "{\"kind\":\"" + mark + "\"}");
        reader.first(mark);
    }

    /** As another gateway tells it: frames for all sockets of one visitor. */
    private static void tell(Amqp amqp, Browser browser, int times, String frame) {
        BasicProperties properties = new BasicProperties.Builder()
                .contentType(Topology.JSON)
                .headers(Map.of("imece-owner", browser.visitor(), "imece-version", 0L))
                .build();
        amqp.say(channel -> {
            for (int i = 0; i < times; i++) {
                channel.basicPublish(Topology.UPDATES, "", properties, frame.getBytes(StandardCharsets.US_ASCII));
            }
            channel.waitForConfirmsOrDie(10_000);
            return true;
        });
    }

    private List<String> snapshot(Browser browser) {
        try (Feed feed = Feed.open(gateway, browser)) {
            JsonNode first = feed.frames().getFirst();
            return first.path("jobs")
                    .valueStream()
                    .map(job -> job.path("id").stringValue())
                    .toList();
        }
    }
}
