package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.StatusEvent.ReleaseReason;
import imece.contract.Topology;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The line: one place each, told to everybody, in the order of coming. */
@ExtendWith(SharedGateway.class)
class LineIT {
    private final GatewayUnderTest gateway;

    LineIT(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @AfterEach
    void emptyLine() {
        gateway.emptyLine();
    }

    @Test
    void threeWaitingJobsHaveTheUniquePositionsOneTwoThree() {
        Browser one = gateway.newcomer();
        Browser other = gateway.newcomer();

        JsonNode first = one.submit("a mill");
        JsonNode second = other.submit("a lake");
        JsonNode third = one.submit("a hill");

        assertThat(List.of(position(first), position(second), position(third))).containsExactly(1, 2, 3);
        Within.bounds()
                .untilAsserted(() -> assertThat(
                                List.of(one.position(id(first)), other.position(id(second)), one.position(id(third))))
                        .containsExactly(1, 2, 3));
    }

    @Test
    void aPositionIsStoredAtSubmitAndAsZeroWhenTheJobLeavesTheLine() {
        Browser browser = gateway.newcomer();
        browser.submit("before it");
        String chat = browser.conversation();

        JsonNode bot = browser.prompt(chat, "a bridge").path("botMessage");

        String stored = "select metadata->>'queue_position' from messages where id = ?::uuid";
        assertThat(gateway.rows().text(stored, bot.path("id").stringValue())).isEqualTo("2");
        assertThat(bot.path("metadata").path("queue_position").intValue()).isEqualTo(2);
        browser.delete("/api/jobs/" + bot.path("jobs").path(0).path("id").stringValue())
                .expect(202);
        assertThat(gateway.rows().text(stored, bot.path("id").stringValue())).isEqualTo("0");
    }

    @Test
    void whileAJobWaitsItsMessageShowsThePlaceThatItHasNow() {
        Browser browser = gateway.newcomer();
        String before = browser.submitted("before it");
        String chat = browser.conversation();
        String bot =
                browser.prompt(chat, "a ferry").path("botMessage").path("id").stringValue();

        browser.delete("/api/jobs/" + before).expect(202);

        Within.bounds()
                .untilAsserted(() -> assertThat(browser.get("/api/conversations/" + chat + "/messages")
                                .json()
                                .path("items")
                                .path(1)
                                .path("metadata")
                                .path("queue_position")
                                .intValue())
                        .isEqualTo(1));
        assertThat(gateway.rows().text("select metadata->>'queue_position' from messages where id = ?::uuid", bot))
                .as("as it was at submit")
                .isEqualTo("2");
    }

    @Test
    void whoIsWithTheBrokerAlreadyStandsBeforeWhoCameEarlierAndWasGivenBack() {
        Browser browser = gateway.newcomer();
        String first = browser.submitted("first");
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            FakeRun run = worker.take();
            String second = browser.submitted("second");
            String third = browser.submitted("third");
            run.start();
            Within.bounds()
                    .until(() -> gateway.rows()
                            .text("select status from jobs where id = ?::uuid", second)
                            .equals("dispatched"));

            run.release(ReleaseReason.DRAINING);

            Within.bounds()
                    .untilAsserted(() -> assertThat(
                                    List.of(browser.position(second), browser.position(first), browser.position(third)))
                            .containsExactly(1, 2, 3));
        }
    }

    @Test
    void jobsAreHandedOutFirstInFirstOut() {
        Browser one = gateway.newcomer();
        Browser other = gateway.newcomer();
        List<String> submitted =
                List.of(one.submitted("1"), other.submitted("2"), one.submitted("3"), other.submitted("4"));

        List<String> taken = new ArrayList<>();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            for (int i = 0; i < submitted.size(); i++) {
                FakeRun run = worker.take();
                taken.add(run.id());
                run.start().complete();
            }
        }

        assertThat(taken).isEqualTo(submitted);
    }

    /** What stands with the broker can no longer be overtaken, so it is no more than there are slots to take it. */
    @Test
    void asManyJobsLieWithTheBrokerAsThereAreSlotsTheFirstOnesFirst() {
        Browser browser = gateway.newcomer();
        // It says that it has two slots, and takes nothing.
        try (FakeWorker worker = FakeWorker.start(gateway, "takes-nothing", 2, List.of());
                Amqp amqp = Amqp.connect(gateway.brokerUri())) {
            List<String> submitted = IntStream.range(0, 5)
                    .mapToObj(i -> browser.submitted("of five " + i))
                    .toList();

            Within.bounds().untilAsserted(() -> assertThat(withTheBroker()).isEqualTo(submitted.subList(0, 2)));
            browser.delete("/api/jobs/" + submitted.getFirst()).expect(202);
            Within.bounds().untilAsserted(() -> assertThat(withTheBroker()).isEqualTo(submitted.subList(1, 3)));
            browser.delete("/api/jobs/" + submitted.get(3)).expect(202);
            browser.delete("/api/jobs/" + submitted.get(1)).expect(202);
            Within.bounds()
                    .untilAsserted(
                            () -> assertThat(withTheBroker()).containsExactly(submitted.get(2), submitted.get(4)));
            assertThat(worker.hasMore()).isFalse();
            String queue = Topology.jobQueue(Topology.DEFAULT_LANE);
            // Each was dispatched once, also those that were cancelled since.
            Within.bounds().until(() -> amqp.say(channel -> channel.messageCount(queue)) == 4);
        }
    }

    private List<String> withTheBroker() {
        return gateway.rows().texts("select id from jobs where status = 'dispatched' order by dispatch_no");
    }

    @Test
    void whoWaitsMovesUpWhenOneStartsAndWhenOneIsCancelledAndIsTold() {
        Browser browser = gateway.newcomer();
        String first = browser.submitted("first");
        String second = browser.submitted("second");
        String third = browser.submitted("third");
        try (FakeWorker worker = FakeWorker.start(gateway);
                Feed feed = Feed.open(gateway, browser)) {
            worker.take().start();

            feed.await(frame -> tells(frame, second, 1));
            feed.await(frame -> tells(frame, third, 2));
            assertThat(browser.position(first)).isZero();
            assertThat(browser.status(first)).isEqualTo("processing");

            browser.delete("/api/jobs/" + second).expect(202);
            feed.await(frame -> tells(frame, third, 1));
            assertThat(browser.position(second)).isZero();
            Within.bounds().until(() -> browser.position(third) == 1);
        }
    }

    @Test
    void concurrentSubmitsOfSeveralVisitorsGetUniquePositions() {
        List<Browser> visitors =
                IntStream.range(0, 4).mapToObj(i -> gateway.newcomer()).toList();
        visitors.forEach(Browser::visitor);

        List<Callable<JsonNode>> submits = IntStream.range(0, 24)
                .<Callable<JsonNode>>mapToObj(i -> () -> visitors.get(i % 4).submit("a crowd " + i))
                .toList();

        assertThat(Together.all(submits).stream().map(LineIT::position))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 24).boxed().toList());
    }

    @Test
    void manyPicturesOfOnePromptStandTogetherWithRisingSeeds() {
        Browser browser = gateway.newcomer();

        JsonNode jobs = browser.post("/api/jobs", "{\"prompt\":\"a row\",\"count\":3,\"seed\":7}")
                .expect(202)
                .json()
                .path("jobs");

        assertThat(jobs.valueStream().map(LineIT::position)).containsExactly(1, 2, 3);
        assertThat(jobs.valueStream().map(job -> job.path("spec").path("seed").intValue()))
                .containsExactly(7, 8, 9);
    }

    @Test
    void jobsOfAllLanesThatOneSlotServesStandInOneLineAndAreToldWhatComesFirst() throws SQLException {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway, "torn-" + System.nanoTime(), 1, List.of())) {
            worker.beat();
            Within.bounds()
                    .until(() -> browser.get("/api/options").text().contains("\"" + FakeWorker.CHECKPOINT + "\""));
            String first = browser.submitted("first");
            String second = browser.submitted("second");
            String rare = Browser.spec("rare").replaceFirst("}$", ",\"checkpoint\":\"" + FakeWorker.CHECKPOINT + "\"}");
            try (Feed feed = Feed.open(gateway, browser)) {
                JsonNode other = browser.post("/api/jobs", rare)
                        .expect(202)
                        .json()
                        .path("jobs")
                        .path(0);
                assertThat(position(other)).as("the 202 says it, too").isEqualTo(3);

                Within.bounds().untilAsserted(() -> {
                    assertThat(Stream.of(first, second).map(browser::position)).containsExactly(1, 2);
                    JsonNode shown = browser.job(id(other));
                    assertThat(position(shown)).isGreaterThan(1);
                    JsonNode why = shown.path("why");
                    assertThat(why.path("reason").asString("")).isEqualTo("ahead-in-turn");
                    assertThat(why.path("jobs").intValue()).isEqualTo(position(shown) - 1);
                });
                estimated(first, 25_000);
                estimated(second, 6_000);
                Within.bounds().until(() -> {
                    JsonNode why = browser.job(id(other)).path("why");
                    return why.path("jobs").isNumber() && why.path("gpuSeconds").isMissingNode();
                });
                estimated(first, 6_500);
                Within.bounds()
                        .until(() -> browser.job(id(other))
                                        .path("why")
                                        .path("gpuSeconds")
                                        .asLong(0)
                                == 13);
                Within.bounds()
                        .until(() -> asOperatorsSee(id(other))
                                .equals(browser.job(id(other)).path("why")));

                browser.delete("/api/jobs/" + first).expect(202);
                feed.await(frame -> tells(frame, second, 1));
            }
        }
    }

    @Test
    void whoMustPauseBeforeAnotherTryKeepsItsPlaceAndIsToldUntilWhen() throws SQLException {
        Browser browser = gateway.newcomer();
        try (FakeWorker worker = FakeWorker.start(gateway, "takes-nothing-" + System.nanoTime(), 1, List.of())) {
            worker.beat();
            // The first of a lane lies with the broker at once.
            browser.submitted("first");
            String pauses = browser.submitted("pauses");
            String next = browser.submitted("next");
            gateway.rows().change("update jobs set not_before = now() + interval '1 hour' where id = ?::uuid", pauses);

            Within.bounds().untilAsserted(() -> {
                JsonNode shown = browser.job(pauses);
                assertThat(position(shown)).isEqualTo(2);
                assertThat(shown.path("eta").isNull()).isTrue();
                assertThat(shown.path("why").path("reason").asString("")).isEqualTo("backing-off");
                assertThat(shown.path("why").path("until").asString("")).isNotEmpty();
                assertThat(browser.position(next)).isEqualTo(3);
            });
            gateway.rows().change("update jobs set not_before = null where id = ?::uuid", pauses);
            Within.bounds()
                    .untilAsserted(() -> assertThat(browser.job(pauses)
                                    .path("why")
                                    .path("reason")
                                    .asString(""))
                            .isEqualTo("ahead-in-turn"));
        }
    }

    @Test
    void aPositionThatRisesSaysWhy() throws SQLException {
        Browser browser = gateway.newcomer();
        browser.submitted("first");
        String second = browser.submitted("second");
        String third = browser.submitted("third");
        try (Feed feed = Feed.open(gateway, browser)) {
            Within.bounds().until(() -> browser.position(second) == 2 && browser.position(third) == 3);

            gateway.rows().change("update jobs set pinned = true where id = ?::uuid", third);

            feed.await(frame -> tells(frame, second, 3, "to-the-front"));
            Within.bounds().until(() -> browser.position(third) == 1);
        }
    }

    @Test
    void aLaneThatPausesHasNoPositionsAndSaysTheOperatorsSentence() throws SQLException {
        Browser browser = gateway.newcomer();
        browser.submitted("first");
        String waits = browser.submitted("waits");
        gateway.rows().change("insert into line_pauses (lane, sentence) values ('default', 'Back at noon.')");
        try {
            Within.bounds().untilAsserted(() -> {
                JsonNode shown = browser.job(waits);
                assertThat(position(shown)).isZero();
                assertThat(shown.path("why").path("reason").asString("")).isEqualTo("paused");
                assertThat(shown.path("why").path("sentence").asString("")).isEqualTo("Back at noon.");
            });
        } finally {
            gateway.rows().change("delete from line_pauses");
        }
        Within.bounds().until(() -> browser.position(waits) == 2);
    }

    private static boolean tells(JsonNode frame, String job, int position, String roseBecause) {
        return tells(frame, job, position)
                && frame.path("jobs")
                        .valueStream()
                        .anyMatch(moved -> moved.path("id").asString("").equals(job)
                                && moved.path("roseBecause").asString("").equals(roseBecause));
    }

    private static boolean tells(JsonNode frame, String job, int position) {
        return frame.path("kind").asString("").equals("positions")
                && frame.path("jobs")
                        .valueStream()
                        .anyMatch(moved -> moved.path("id").asString("").equals(job)
                                && moved.path("queuePosition").intValue() == position);
    }

    private JsonNode asOperatorsSee(String job) {
        return gateway.operator()
                .get("/api/operator/jobs?job=" + job)
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .path("job")
                .path("why");
    }

    /** So long is this job expected to take; 25 s is what is taken where nothing has been measured. */
    private void estimated(String job, long millis) throws SQLException {
        gateway.rows().change("update jobs set estimate = " + millis + " where id = ?::uuid", job);
    }

    private static int position(JsonNode job) {
        return job.path("queuePosition").intValue();
    }

    private static String id(JsonNode job) {
        return job.path("id").stringValue();
    }
}
