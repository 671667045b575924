package imece.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.worker.engine.EngineProfile.Capability;
import imece.worker.engine.http.EngineAddress;
import imece.worker.engine.http.EngineTimings;
import imece.worker.engine.standin.StandIn;
import imece.worker.engine.standin.Vice;
import imece.worker.run.RunStop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What an engine in another process owes the farm, with everything that such engines do wrong. */
public abstract class RemoteEngineContract<S extends StandIn> extends EngineContract {

    /** What a picture shows that is only made to see when the one before it is over. */
    private static final String TINY = "a dot";

    /** Stand-ins draw in a tenth of a second, so that nothing has to be waited for as long as with a GPU. */
    protected static final EngineTimings PACE = new EngineTimings(8);

    protected final S standIn = standIn();

    protected abstract S standIn();

    /** An adapter for what answers there. */
    protected abstract ImageEngine adapter(EngineAddress address);

    /** The vices that this engine can have. */
    protected abstract List<Vice> vices();

    /** Whether it can be found out what it is at when its answer is lost. */
    protected boolean tellsWhetherItDraws() {
        return true;
    }

    /** Where this engine ends otherwise than others with the same vice. */
    protected Map<Vice, String> ownWay() {
        return Map.of();
    }

    @BeforeEach
    void open() {
        standIn.open();
    }

    @AfterEach
    void close() {
        standIn.close();
    }

    @Override
    protected ImageEngine engine() {
        ImageEngine engine = adapter(address(standIn.url()));
        assertThat(engine.look()).isEqualTo(new EngineReadiness.Ready());
        return engine;
    }

    @Override
    protected void slow(int stepMillis) {
        standIn.stepMillis = stepMillis;
    }

    @Override
    protected boolean drawing() {
        return standIn.drawing();
    }

    @TestFactory
    Stream<DynamicTest> noViceGetsThrough() {
        Map<Vice, String> expected = Map.ofEntries(
                Map.entry(Vice.OTHER_SAMPLER, "wrong-sampler, may be retried"),
                Map.entry(Vice.OTHER_CHECKPOINT, "wrong-checkpoint, may be retried"),
                Map.entry(Vice.CHECKPOINT_GONE, "unknown-checkpoint, may be retried"),
                Map.entry(Vice.PROXY_GIVES_UP, "engine-lost, may be retried"),
                Map.entry(Vice.HALF_PICTURE, "interrupted"),
                Map.entry(Vice.CACHED_PICTURE, "wrong-count"),
                Map.entry(Vice.SILENT_SOCKET, "rendered"),
                Map.entry(Vice.NO_SOCKET, "rendered"),
                Map.entry(Vice.OUT_OF_MEMORY, "out-of-memory, may be retried"),
                Map.entry(Vice.DISK_FULL, "engine-error, may be retried"),
                Map.entry(Vice.BAD_REQUEST, "engine-refused"),
                Map.entry(Vice.SERVER_ERROR, "engine-error, may be retried"),
                Map.entry(Vice.SLOW_LOAD, "rendered"),
                Map.entry(Vice.UNAUTHORIZED, "away"),
                Map.entry(Vice.REDIRECT_LOOP, "away"),
                Map.entry(Vice.NOT_UP_YET, "away"),
                Map.entry(Vice.TRUNCATED_PICTURE, "not-a-picture"),
                Map.entry(Vice.WRONG_SIZE, "wrong-size"),
                Map.entry(Vice.TWO_PICTURES, "wrong-count"),
                Map.entry(Vice.HUGE_PREVIEW, "rendered"),
                Map.entry(Vice.GARBAGE, "engine-garbage, may be retried"),
                Map.entry(Vice.CUT_OFF, "engine-lost, may be retried"),
                Map.entry(Vice.FORGETS_JOB, "engine-lost, may be retried"));
        return vices().stream()
                .map(vice -> DynamicTest.dynamicTest(vice.name(), () -> {
                    standIn.has(Vice.NONE);
                    slow(15);
                    ImageEngine engine = engine();
                    standIn.generations.clear();
                    standIn.has(vice);
                    RenderResult result = engine.render(
                            JOB, spec(64, 64, standIn.checkpoints().getLast()), seen, stop);
                    assertThat(said(result)).isEqualTo(ownWay().getOrDefault(vice, expected.get(vice)));
                    assertThat(standIn.generations)
                            .filteredOn(order ->
                                    !order.path("prompt").stringValue("").equals(TINY))
                            .as("nothing is asked for twice")
                            .hasSizeLessThanOrEqualTo(1);
                    assertThat(standIn.drawing()).as("the GPU is free").isFalse();
                }));
    }

    @Test
    void whereNobodyAnswersItIsAwayAndTheJobUnharmed() {
        ImageEngine engine = engine();
        standIn.close();
        assertThat(engine.look()).isInstanceOf(EngineReadiness.Starting.class);
        assertThat(engine.render(JOB, spec(64, 64, null), seen, stop))
                .isInstanceOfSatisfying(
                        RenderResult.Away.class,
                        away -> assertThat(away.why()).contains(standIn.url()).endsWith("."));
    }

    @Test
    void whatCantBeUsedIsToldInASentenceThatSaysWhatToDo() {
        ImageEngine engine = adapter(address(standIn.url()));
        standIn.has(Vice.UNAUTHORIZED);
        assertThat(engine.look())
                .isInstanceOfSatisfying(
                        EngineReadiness.Locked.class,
                        locked -> assertThat(locked.why()).contains("wants a password (HTTP 401)", "token"));
        standIn.has(Vice.REDIRECT_LOOP);
        assertThat(unusable(engine)).contains("leads elsewhere (HTTP 302)");
        standIn.has(Vice.NOT_UP_YET);
        assertThat(engine.look()).isInstanceOf(EngineReadiness.Starting.class);
        standIn.has(Vice.NONE);
        assertThat(engine.look()).isEqualTo(new EngineReadiness.Ready());
    }

    @Test
    void anUnknownCheckpointIsRefusedBeforeTheEngineMakesSomethingElse() {
        RenderResult result = engine().render(JOB, spec(64, 64, "nobody-has-this.safetensors"), seen, stop);
        assertThat(said(result)).isEqualTo("unknown-checkpoint, may be retried");
        assertThat(standIn.generations).isEmpty();
    }

    @Test
    void everySamplerOfTheFarmIsUsedOrRefusedButNeverReplaced() {
        ImageEngine engine = engine();
        slow(1);
        List<String> used = new ArrayList<>();
        for (String sampler : Sampler.words()) {
            RenderResult result = engine.render(JOB, spec(64, 64, null, sampler), seen, stop);
            if (!said(result).equals("unknown-sampler, may be retried")) {
                rendered(result);
                used.add(standIn.lastSampler());
            }
        }
        if (engine.profile().can(Capability.SEED)) {
            assertThat(used).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(6);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{seed}} {{prompt}} ${jndi:ldap://x} $1 \\1 %s {0} __wildcard__ {a|b}",
                "\"}], \"seed\": 7, \"x\": [{\"",
                "a (cat:1.3) [dog::0.5] AND \\(sky\\)",
                "İstanbul'da bir köprü \u4e2d\u6587 \u0627\u0644\u0639\u0631\u0628\u064a\u0629"
                        + " \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 e\u0301 \u202eback\u202c",
                "line\nbreak\ttab \u0001\u0085\u2028 end",
            })
    void aPromptReachesTheEngineAsItIs(String prompt) {
        RenderSpec spec = new RenderSpec(prompt, "", null, 64, 64, 2, 7, sampler(), "karras", 5);
        rendered(engine().render(JOB, spec, seen, stop));
        List<String> texts = new ArrayList<>();
        collect(standIn.generations.getLast(), texts);
        assertThat(texts).contains(prompt);
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isString()) {
            texts.add(node.stringValue());
        }
        node.valueStream().forEach(each -> collect(each, texts));
    }

    @Test
    void aLookDoesNotDisturbARun() {
        ImageEngine engine = engine();
        standIn.hold(true);
        CompletableFuture<RenderResult> result = beside(() -> engine.render(JOB, spec(64, 64, null), seen, stop));
        await().until(standIn::drawing);
        assertThat(engine.look()).isIn(new EngineReadiness.Ready(), new EngineReadiness.Busy());
        standIn.hold(false);
        rendered(result.join());
    }

    @Test
    void anEngineThatHangsKeepsItsGpuUntilItIsGone() {
        ImageEngine engine = engine();
        standIn.has(Vice.HANG);
        CompletableFuture<RenderResult> result = beside(() -> engine.render(JOB, spec(64, 64, null), seen, stop));
        await().until(standIn::drawing);
        stop.request(RunStop.Cause.STALLED);
        await().until(() -> engine.look() != null);
        assertThat(result).isNotDone();
        standIn.close();
        assertThat(ended(result)).isEqualTo(new RenderResult.Interrupted());
    }

    @Test
    void aRunEndsWhenTheProcessIsGoneAlsoIfItsConnectionStands() {
        CompletableFuture<RenderResult> result = heldWith(Vice.NONE);
        standIn.vanish();
        assertThat(said(ended(result))).isEqualTo("engine-lost, may be retried");
    }

    @Test
    void aPictureWhoseAnswerIsLostKeepsTheGpuForAsLongAsItIsDrawn() {
        CompletableFuture<RenderResult> result = heldWith(Vice.CUT_OFF);
        if (tellsWhetherItDraws()) {
            await().during(Duration.ofSeconds(1)).until(() -> !result.isDone());
        }
        standIn.hold(false);
        assertThat(said(ended(result))).isEqualTo(ownWay().getOrDefault(Vice.CUT_OFF, "engine-lost, may be retried"));
        assertThat(standIn.drawing()).isFalse();
    }

    @Test
    void onceItIsLockedALostAnswerEndsTheRunWithAWordOnWhatToDo() {
        CompletableFuture<RenderResult> result = heldWith(Vice.CUT_OFF);
        standIn.has(Vice.UNAUTHORIZED);
        assertThat(ended(result)).isInstanceOf(RenderResult.Failed.class);
        assertThat(((RenderResult.Failed) result.join()).failure().message())
                .contains("lost", "wants a password (HTTP 401)", "token");
    }

    /** A run whose picture is being drawn and does not get any further. */
    protected final CompletableFuture<RenderResult> heldWith(Vice vice) {
        ImageEngine engine = engine();
        standIn.has(vice);
        standIn.hold(true);
        CompletableFuture<RenderResult> result = beside(() -> engine.render(JOB, spec(64, 64, null), seen, stop));
        await().until(standIn::drawing);
        return result;
    }

    protected static EngineAddress address(String url) {
        return EngineAddress.of(url, null).orElseThrow();
    }

    protected static String said(RenderResult result) {
        return switch (result) {
            case RenderResult.Rendered r -> "rendered";
            case RenderResult.Away a -> "away";
            case RenderResult.Interrupted i -> "interrupted";
            case RenderResult.Failed f -> f.failure().code() + (f.failure().retryable() ? ", may be retried" : "");
        };
    }

    private static String unusable(ImageEngine engine) {
        return ((EngineReadiness.Unusable) engine.look()).why();
    }
}
