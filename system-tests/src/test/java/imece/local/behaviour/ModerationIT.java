package imece.local.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import imece.local.TestServers;
import imece.local.behaviour.ModerationServer.Manner;
import imece.local.behaviour.ModerationServer.Way;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Somebody outside is asked about each prompt and each picture, in both directions, however badly it answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModerationIT {
    private static final Duration PROMPT_TIMEOUT = Duration.ofMillis(500);

    private final ModerationServer hook = ModerationServer.start();
    private final TestServers.Fresh servers = TestServers.fresh(ModerationIT.class);
    private final GatewayUnderTest gateway = GatewayUnderTest.start(
            servers,
            "--imece.moderation.url=" + hook.url(),
            "--imece.moderation.token=between-us",
            "--imece.moderation.prompt-timeout=" + PROMPT_TIMEOUT.toMillis() + "ms",
            "--imece.moderation.picture-timeout=3s",
            // Each test waits until the hook is asked again.
            "--imece.moderation.left-alone=300ms");

    @AfterEach
    void emptyLine() {
        hook.prompts(Manner.says("allow"));
        hook.pictures(Manner.says("allow"));
        gateway.emptyLine();
        healthy();
    }

    @AfterAll
    void close() {
        try {
            gateway.close();
        } finally {
            hook.close();
        }
    }

    @Test
    void whatIsAllowedIsDrawnAndTheHookIsToldWhatItNeeds() {
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            Browser visitor = gateway.newcomer();
            int before = hook.asked().size();
            String job = visitor.submitted("a calm lake");
            String prompt = hook.asked().get(before);
            JsonNode question = Browser.JSON.readTree(prompt);
            assertThat(question.path("what").stringValue()).isEqualTo("prompt");
            assertThat(question.path("prompt").stringValue()).isEqualTo("a calm lake");
            assertThat(question.path("owner").stringValue()).isEqualTo(visitor.visitor());
            assertThat(question.path("spec").path("width").intValue()).isEqualTo(64);
            assertThat(hook.authorizations()).containsOnly("Bearer between-us");

            worker.take().start().complete();
            Within.bounds().until(() -> visitor.status(job).equals("complete"));
            String picture = hook.asked().getLast();
            assertThat(picture).contains("\"what\":\"picture\"", "\"job\":\"" + job + "\"", "a calm lake", "PNG");
            assertThat(verdicts(job)).containsExactly("picture-judged allow", "prompt-judged allow");
            visitor.get("/api/images/" + job).expect(200);
        }
    }

    @Test
    void whatIsRefusedIsNotDrawnAndTheReasonIsToldAsSomebodyElses() {
        hook.prompts(Manner.says("refuse", "no zebras here"));
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        Answer refused = visitor.post("/api/jobs", Browser.spec("a zebra")).refused(422, "refused-by-moderation");
        assertThat(refused.json().path("detail").stringValue()).endsWith("It says: no zebras here");
        String chat = visitor.conversation();
        visitor.post("/api/conversations/" + chat + "/messages", Browser.spec("a zebra"))
                .refused(422, "refused-by-moderation");
        assertThat(visitor.get("/api/jobs").json().path("items").isEmpty()).isTrue();
        assertThat(verdicts(visitor.visitor())).containsExactly("prompt-judged refuse", "prompt-judged refuse");
        assertThat(String.join(" ", gateway.rows().texts("select audit::text from audit")))
                .doesNotContain("zebra");
    }

    @Test
    void aRefusedPromptCostsAsMuchOfTheRateAsOneThatIsDrawn() {
        Browser visitor = gateway.newcomer();
        visitor.submitted("first");
        gateway.operator()
                .patch("/api/operator/owners/" + visitor.visitor(), "{\"perMinute\":1,\"burst\":2}")
                .expect(200);
        hook.prompts(Manner.says("refuse"));
        int refused = 0;
        Answer last;
        do {
            last = visitor.post("/api/jobs", Browser.spec("again and again"));
            refused++;
        } while (last.status() == 422 && refused < 10);
        last.refused(429, "too-fast");
    }

    @Test
    void aRepeatedRequestIsAnsweredWithoutAskingAgain() {
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        String key = UUID.randomUUID().toString();
        String first = visitor.post("/api/jobs", Browser.spec("once"), "Idempotency-Key", key)
                .expect(202)
                .text();
        int asked = hook.asked().size();
        hook.prompts(Manner.says("refuse"));
        assertThat(visitor.post("/api/jobs", Browser.spec("once"), "Idempotency-Key", key)
                        .expect(202)
                        .text())
                .isEqualTo(first);
        assertThat(hook.asked()).hasSize(asked);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SAYS")
    void aHookThatAnswersBadlyIsSilentInTimeAndHoldsNobodyElse(Way way) throws Exception {
        hook.prompts(Manner.is(way));
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> asking = java.util.stream.IntStream.range(0, 30)
                    .mapToObj(i -> people.submit(() -> {
                        Browser visitor = gateway.newcomer();
                        visitor.visitor();
                        long begun = System.nanoTime();
                        Answer answer = visitor.post("/api/jobs", Browser.spec("x"));
                        answer.refused(503, "moderation-unavailable");
                        assertThat(answer.header("Retry-After")).isNotEmpty();
                        return (int) Duration.ofNanos(System.nanoTime() - begun).toMillis();
                    }))
                    .toList();
            // Nobody holds a connection or a place at the database meanwhile.
            Browser other = gateway.newcomer();
            for (int i = 0; i < 10; i++) {
                other.conversation();
                other.get("/api/queue").expect(200);
            }
            for (Future<Integer> one : asking) {
                assertThat(one.get()).isLessThan(15_000);
            }
        }
        assertThat(gateway.rows().text("select count(*) from pg_stat_activity where state = 'idle in transaction'"))
                .isEqualTo("0");
    }

    @Test
    void aFarmMayBeSetUpToDrawWhileNobodyAnswers() {
        try (GatewayUnderTest lenient = GatewayUnderTest.start(
                ModerationIT.class,
                "--imece.moderation.url=http://127.0.0.1:1/nobody",
                "--imece.moderation.silent-prompts=allow")) {
            Browser visitor = lenient.newcomer();
            String job = visitor.submitted("drawn all the same");
            assertThat(lenient.rows()
                            .text(
                                    "select after ->> 'verdict' from audit where what = 'prompt-judged' and on_id = ?",
                                    job))
                    .isEqualTo("allow, nothing was said");
        }
    }

    @Test
    void aRetryIsJudgedAgain() {
        Browser visitor = gateway.newcomer();
        String job = visitor.submitted("cancelled");
        visitor.delete("/api/jobs/" + job).expect(202);
        hook.prompts(Manner.says("refuse", "not any more"));
        visitor.post("/api/jobs/" + job + "/retry", "").refused(422, "refused-by-moderation");
        hook.prompts(Manner.says("allow"));
        visitor.post("/api/jobs/" + job + "/retry", "").expect(202);
    }

    @Test
    void aPictureIsCompleteOnlyAfterItsVerdictAndNoPreviewIsShownBefore() {
        hook.pictures(Manner.is(Way.HANGS));
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            Browser visitor = gateway.newcomer();
            String slow = visitor.submitted("judged slowly");
            try (Feed feed = Feed.open(gateway, visitor)) {
                FakeRun run = worker.take().start();
                Within.bounds().until(() -> visitor.status(slow).equals("processing"));
                run.progress(40).preview(Pictures.jpeg(8, 8));
                int asked = hook.asked().size();
                run.complete();
                Within.bounds().until(() -> hook.asked().size() > asked);
                assertThat(visitor.status(slow)).isEqualTo("processing");
                visitor.get("/api/images/" + slow).refused(404, "not-found");

                // Others go on meanwhile: the slot has its next job, and what it says is stored.
                String next = visitor.submitted("behind it");
                FakeRun behind = worker.take().start();
                Within.bounds().until(() -> visitor.status(next).equals("processing"));
                behind.fail("engine", "no", false);
                Within.bounds().until(() -> visitor.status(next).equals("error"));

                Within.bounds().until(() -> visitor.status(slow).equals("error"));
                assertThat(visitor.job(slow).path("error").path("code").stringValue())
                        .isEqualTo("picture-withheld");
                assertThat(feed.previews()).isEmpty();
            }
            assertThat(verdicts(slow)).contains("picture-judged withhold, nothing was said");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TRICKLES", "FAILS", "ANSWERS_VERY_MUCH", "ANSWERS_NONSENSE", "SENDS_ELSEWHERE"})
    void aPictureOfWhichNothingIsSaidInTimeIsWithheld(Way way) {
        hook.pictures(Manner.is(way));
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            Browser visitor = gateway.newcomer();
            String job = visitor.submitted("x");
            worker.take().start().complete();
            Within.bounds().until(() -> visitor.status(job).equals("error"));
            assertThat(visitor.job(job).path("error").path("code").stringValue())
                    .isEqualTo("picture-withheld");
            visitor.get("/api/images/" + job).refused(404, "not-found");
        }
    }

    @Test
    void aHookThatIsStartedAgainInTimeCostsNoPicture() {
        hook.pictures(Manner.is(Way.FAILS));
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            Browser visitor = gateway.newcomer();
            String job = visitor.submitted("x");
            int asked = hook.asked().size();
            worker.take().start().complete();
            Within.bounds().until(() -> hook.asked().size() > asked);
            hook.pictures(Manner.says("allow"));
            Within.bounds().until(() -> visitor.status(job).equals("complete"));
        }
    }

    @Test
    void aPictureIsWithheldForGoodAndTheReasonIsTold() {
        hook.pictures(Manner.says("withhold", "not this one"));
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            Browser visitor = gateway.newcomer();
            String job = visitor.submitted("x");
            worker.take().start().complete();
            Within.bounds().until(() -> visitor.status(job).equals("error"));
            assertThat(visitor.job(job).path("error").path("message").stringValue())
                    .endsWith("It says: not this one");
            visitor.get("/api/images/" + job).refused(404, "not-found");
            visitor.post("/api/jobs", "{\"prompt\":\"y\",\"width\":64,\"height\":64,\"initImageId\":\"" + job + "\"}")
                    .refused(422, "");
            assertThat(verdicts(job)).contains("picture-judged withhold");
        }
    }

    @Test
    void aBlurredPictureIsAllThatIsLeftOfIt() throws IOException {
        hook.pictures(Manner.says("blur"));
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            Browser visitor = gateway.newcomer();
            String job = Browser.JSON
                    .readTree(visitorSubmits(visitor, "{\"prompt\":\"x\",\"width\":256,\"height\":128,\"steps\":2}"))
                    .path("jobs")
                    .path(0)
                    .path("id")
                    .stringValue();
            FakeRun run = worker.take().start();
            byte[] made = run.picture();
            run.complete();
            Within.bounds().until(() -> visitor.status(job).equals("complete"));
            byte[] shown = visitor.get("/api/images/" + job).expect(200).bytes();
            assertThat(shown).isNotEqualTo(made);
            var picture = ImageIO.read(new ByteArrayInputStream(shown));
            assertThat(List.of(picture.getWidth(), picture.getHeight())).containsExactly(256, 128);
            assertThat(Pictures.sha256(shown))
                    .isEqualTo(gateway.rows().text("select sha256 from jobs where id = ?::uuid", job));
            assertThat(visitor.job(job).path("note").stringValue()).contains("blurred");
            visitor.get("/api/images/" + job + "?w=64").expect(200);
            assertThat(verdicts(job)).contains("picture-judged blur");
        }
    }

    private static String visitorSubmits(Browser visitor, String json) {
        visitor.visitor();
        return visitor.post("/api/jobs", json).expect(202).text();
    }

    /** The hook was bad, and is left alone for a moment; the next test begins with one that is asked about both. */
    private void healthy() {
        Browser visitor = gateway.newcomer();
        visitor.visitor();
        try (FakeWorker worker = FakeWorker.start(gateway)) {
            Within.bounds().until(() -> {
                Answer answer = visitor.post("/api/jobs", Browser.spec("is it asked again?"));
                if (answer.status() != 202) {
                    return false;
                }
                String job = answer.json().path("jobs").path(0).path("id").stringValue();
                worker.take().start().complete();
                Within.bounds().until(() -> Set.of("complete", "error").contains(visitor.status(job)));
                return visitor.status(job).equals("complete");
            });
        }
        gateway.emptyLine();
    }

    private List<String> verdicts(String on) {
        return gateway.rows()
                .texts("select what || ' ' || (after ->> 'verdict') from audit where on_id = ? order by id desc", on);
    }
}
