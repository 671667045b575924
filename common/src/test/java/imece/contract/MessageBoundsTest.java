package imece.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.Heartbeat;
import imece.contract.LiveEvent.SlotReport;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever somebody says who may publish: what is taken over from it has bounds. */
class MessageBoundsTest {

    private static final UUID ID = new UUID(1, 1);
    private static final RunKey RUN = new RunKey(ID, 1, 0, ID);
    private static final SlotAddress SLOT = new SlotAddress("worker-1", ID, "gpu-0", "GPU", "demo");

    @Test
    void ofAHeartbeatSixtyFourSlotsAndAThousandRunsCount() {
        Heartbeat heartbeat = new Heartbeat(
                "worker-1",
                ID,
                "h".repeat(10_000),
                "v\n1",
                LiveEvent.WorkerState.READY,
                Collections.nCopies(10_000, slot("why", "sketcher", EngineOffer.NONE)),
                Collections.nCopies(10_000, RUN));

        assertThat(heartbeat.slots()).hasSize(64);
        assertThat(heartbeat.inHand()).hasSize(1_024);
        assertThat(heartbeat.host()).hasSize(255);
        assertThat(heartbeat.softwareVersion()).isEqualTo("v 1");
    }

    @Test
    void ofAnOfferFiveHundredNamesCountThatSomebodyCouldAskFor() {
        List<String> names =
                IntStream.range(0, 340_000).mapToObj(i -> "model-" + i).toList();

        assertThat(new EngineOffer(names, names).checkpoints()).hasSize(500);
        assertThat(new EngineOffer(List.of("a", "x".repeat(256), "b\u001b[2J", " ", "c"), List.of()).checkpoints())
                .containsExactly("a", "c");
    }

    @Test
    void aCheckpointThatNobodyCouldAskForIsNoneAndAReasonIsALine() {
        SlotReport slot = slot("why\n" + "w".repeat(5_000), "c".repeat(256), EngineOffer.NONE);

        assertThat(slot.checkpoint()).isNull();
        assertThat(slot.why()).startsWith("why www").hasSize(1_000);
    }

    @Test
    void figuresThatNoGpuHasAreNotKnown() {
        assertThat(new GpuReport("u", "n", -1, Integer.MAX_VALUE, 101, Integer.MIN_VALUE))
                .isEqualTo(GpuReport.named("u", "n"));
        assertThat(new GpuReport("u", "n", 24_576, 0, 100, -20).utilisationPercent())
                .isEqualTo(100);
    }

    @Test
    void aNameWithoutEndIsGarbage() {
        String endless = "w".repeat(256);

        garbage(() -> new SlotAddress(endless, ID, "g", "n", "demo"));
        garbage(() -> new SlotAddress("w", ID, endless, "n", "demo"));
        garbage(() -> new Heartbeat(endless, ID, "h", "1", LiveEvent.WorkerState.READY, List.of(), List.of()));
        garbage(() -> new LiveEvent.WorkerUp(endless, ID, "h", "1", Instant.EPOCH));
        garbage(() -> new LiveEvent.WorkerDown(endless, ID, Instant.EPOCH));
        garbage(() -> GpuReport.named(endless, "n"));
        garbage(() -> new StatusEvent.Marker(endless));
    }

    @Test
    void anErrorIsALineInTheEnginesWords() {
        Failure failure = new Failure("engine-error", "The engine broke off:\n\u001b[31m" + "x".repeat(100_000), true);

        assertThat(failure.message())
                .startsWith("The engine broke off:  [31mx")
                .hasSize(1_000)
                .endsWith("…");
        assertThat(new Failure("c".repeat(1_000), "m", true).code()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53})
    void aPlaceThatNobodyCountsUpToIsGarbage(long count) {
        garbage(() -> new RunKey(ID, count, 0, ID));
        garbage(() -> new LiveEvent.Progress(RUN, count, SLOT, LiveEvent.Phase.DENOISING, 1, 1, 4));
        garbage(() -> new StatusEvent.Started(RUN, count, SLOT, Instant.EPOCH));
    }

    @Test
    void aTimeThatNoClockShowsIsGarbage() {
        garbage(() -> new StatusEvent.Started(RUN, 1, SLOT, Instant.MAX));
        garbage(() -> new StatusEvent.Started(RUN, 1, SLOT, Instant.MIN));
    }

    @ParameterizedTest
    @CsvSource({"-5, 0, 0, 0, 0, 0", "250, 9, 4, 100, 4, 4", "50, 2, 2147483647, 50, 2, 100000", "1, -3, 4, 1, 0, 4"})
    void progressStaysBetweenNothingAndAll(int progress, int step, int steps, int told, int toldStep, int toldSteps) {
        var event = new LiveEvent.Progress(RUN, 1, SLOT, LiveEvent.Phase.DENOISING, progress, step, steps);

        assertThat(List.of(event.progress(), event.step(), event.steps())).containsExactly(told, toldStep, toldSteps);
    }

    @Test
    void aRunThatTookLongerThanAWeekTookAWeek() {
        var picture = new StatusEvent.Picture("a".repeat(64), 1, 1, 1);

        assertThat(new StatusEvent.Completed(RUN, 1, SLOT, Instant.EPOCH, picture, Long.MAX_VALUE).renderMillis())
                .isEqualTo(604_800_000);
        assertThat(new StatusEvent.Completed(RUN, 1, SLOT, Instant.EPOCH, picture, -7).renderMillis())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({", 1", "-3, 1", "0, 1", "1, 1", "2, 2", "64, 64", "65, 64", "2147483647, 64"})
    void aSlotDrawsBetweenOneJobAndSixtyFourAtOnce(@Nullable Integer told, int seats) {
        SlotReport one = slot("", "c", EngineOffer.NONE);
        SlotReport slot = new SlotReport(
                one.gpu(), one.state(), one.engine(), one.lane(), null, null, null, null, one.offer(), null, told);
        assertThat(slot.seats()).isEqualTo(seats);
    }

    @Test
    void aRunIsChargedForNoMoreThanItTook() {
        var picture = new StatusEvent.Picture("a".repeat(64), 1, 1, 1);
        var completed =
                new StatusEvent.Completed(RUN, 1, SLOT, Instant.EPOCH, picture, 500, null, null, 700L, Long.MIN_VALUE);
        assertThat(completed.loadMillis()).isEqualTo(500);
        assertThat(completed.gpuMillis()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"NaN\"", "\"Infinity\"", "1e999", "-1e999"})
    void aNumberThatIsNoneIsGarbage(String number) {
        assertThat(Wire.read(("{\"name\":\"paper-cut\",\"weight\":" + number + "}").getBytes(UTF_8), Lora.class))
                .isEmpty();
        assertThat(Wire.read("""
                        {"prompt":"p","negativePrompt":"","width":64,"height":64,"steps":4,"cfgScale":%s,
                         "sampler":"euler","scheduler":"normal","seed":1}""".formatted(number).getBytes(UTF_8), RenderSpec.class))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5_000, 30_000})
    void whatIsNestedTooDeepIsGarbage(int depth) {
        String nested = "{\"kind\":\"drain\",\"worker\":\"w\",\"x\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

        assertThat(Wire.read(nested.getBytes(UTF_8), WorkerOrder.class)).isEmpty();
    }

    @Test
    void eachExchangeHasABoundAndWhatTakesAnotherWayTheSmallest() {
        assertThat(Topology.exchanges())
                .allSatisfy(exchange ->
                        assertThat(MessageSize.most(exchange.name())).isBetween(MessageSize.OTHERS, 1 << 20));
        assertThat(MessageSize.most("")).isEqualTo(MessageSize.OTHERS);
    }

    private static SlotReport slot(String why, String checkpoint, EngineOffer offer) {
        return new SlotReport(
                GpuReport.named("gpu-0", "GPU"),
                LiveEvent.SlotState.IDLE,
                "demo",
                "default",
                checkpoint,
                null,
                why,
                null,
                offer);
    }

    private static void garbage(ThrowingCallable message) {
        assertThatThrownBy(message).isInstanceOf(IllegalArgumentException.class);
    }
}
