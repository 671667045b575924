package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** How much a socket is told at first, and how it is kept open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedBoundsIT {
    private static final int MOST_ENDED = 200;

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
    void aSnapshotHoldsTheNewestTwoHundredThatEndedInTheLastQuarterOfAnHourAndAllThatLive() {
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

        gateway.pass(Duration.ofMinutes(14));
        assertThat(snapshot(browser)).hasSize(MOST_ENDED + 1);
        gateway.pass(Duration.ofMinutes(2));
        assertThat(snapshot(browser)).containsExactly(live);
    }

    @Test
    void theServerPingsEveryTwentySeconds() {
        assertThat(gateway.every("FeedEndpoint.ping")).isEqualTo(Duration.ofSeconds(20));
        try (Feed feed = Feed.open(gateway, gateway.newcomer())) {
            int before = feed.pings();
            gateway.tick("FeedEndpoint.ping");
            Within.bounds().until(() -> feed.pings() > before);
            assertThat(feed.isOpen()).isTrue();
        }
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
