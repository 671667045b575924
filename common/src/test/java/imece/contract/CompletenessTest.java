package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.contract.LiveEvent.Phase;
import imece.contract.StatusEvent.Picture;
import imece.contract.StatusEvent.ReleaseReason;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A message that lacks something is refused where it is read, so that nobody behind that has to ask. */
class CompletenessTest {

    private static final UUID ID = new UUID(1, 1);
    private static final RunKey KEY = new RunKey(ID, 1, 0, ID);
    private static final SlotAddress PLACE = new SlotAddress("worker-1", ID, "gpu-0", "GPU", "demo");
    private static final String SUM = "a".repeat(64);
    private static final Picture PICTURE = new Picture(SUM, 10, 64, 64);
    private static final Failure FAILURE = new Failure("engine-error", "It broke.", true);
    private static final RenderSpec SPEC = new RenderSpec("a cat", "", null, 64, 64, 4, 7, "euler", "normal", 1);
    private static final LiveEvent.SlotReport SLOT = new LiveEvent.SlotReport(
            LiveEvent.GpuReport.named("gpu-0", "GPU"),
            LiveEvent.SlotState.IDLE,
            "demo",
            "default",
            null,
            null,
            null,
            null,
            LiveEvent.EngineOffer.NONE);

    /** Messages and their parts, with the fields that they may lack. */
    private static final Map<Record, Set<String>> WHOLE = Map.ofEntries(
            Map.entry(KEY, Set.of()),
            Map.entry(PLACE, Set.of()),
            Map.entry(PICTURE, Set.of()),
            Map.entry(FAILURE, Set.of()),
            Map.entry(new Lora("paper-cut", 1), Set.of()),
            Map.entry(SPEC, Set.of("checkpoint", "loras", "initImageId", "denoisingStrength")),
            Map.entry(
                    new RenderJob(
                            ID,
                            1,
                            "default",
                            SPEC,
                            List.of("http://a/"),
                            List.of(),
                            60,
                            8,
                            1,
                            null,
                            null,
                            RenderJob.Neighbours.ANY),
                    Set.of("initImageUrls", "attempt", "traceparent", "avoid", "neighbours", "refused", "secret")),
            Map.entry(new StatusEvent.Started(KEY, 1, PLACE, Instant.EPOCH), Set.of("secret")),
            Map.entry(
                    new StatusEvent.Completed(KEY, 1, PLACE, Instant.EPOCH, PICTURE, 5),
                    Set.of("used", "secret", "loadMillis", "gpuMillis")),
            Map.entry(
                    new UsedValues("a", "", List.of(), 30, 1.0, "euler", "simple", List.of("seed")),
                    Set.of("prompt", "negativePrompt", "loras", "steps", "cfgScale", "sampler", "scheduler", "untold")),
            Map.entry(
                    new StatusEvent.Failed(KEY, 1, PLACE, Instant.EPOCH, FAILURE),
                    Set.of("secret", "loadMillis", "gpuMillis")),
            Map.entry(new StatusEvent.Released(KEY, 1, PLACE, Instant.EPOCH, ReleaseReason.DRAINING), Set.of("secret")),
            Map.entry(new StatusEvent.Marker("m-1"), Set.of()),
            Map.entry(new LiveEvent.Progress(KEY, 1, PLACE, Phase.DENOISING, 5, 1, 4), Set.of()),
            Map.entry(
                    new LiveEvent.Heartbeat(
                            "worker-1", ID, "host", "1", LiveEvent.WorkerState.READY, List.of(SLOT), List.of(KEY)),
                    Set.of()),
            Map.entry(new LiveEvent.WorkerUp("worker-1", ID, "host", "1", Instant.EPOCH), Set.of()),
            Map.entry(new LiveEvent.WorkerDown("worker-1", ID, Instant.EPOCH), Set.of()),
            Map.entry(SLOT, Set.of("checkpoint", "run", "why", "capabilities", "offer", "assigned", "concurrency")),
            Map.entry(
                    SLOT.gpu(), Set.of("memoryTotalMiB", "memoryUsedMiB", "utilisationPercent", "temperatureCelsius")),
            Map.entry(new SlotId("worker-1", "gpu-0"), Set.of()),
            Map.entry(new WorkerOrder.Cancel(ID, 1), Set.of()),
            Map.entry(new WorkerOrder.Abandon(ID, 1, ID), Set.of()),
            Map.entry(new WorkerOrder.Assign("worker-1", ID, "gpu-0", "default", 1, 2), Set.of()),
            Map.entry(new LaneAssignment("default", 1, 2), Set.of()),
            Map.entry(new WorkerOrder.Drain("worker-1"), Set.of()),
            Map.entry(new WorkerOrder.Resume("worker-1"), Set.of()),
            Map.entry(new WorkerOrder.Call(List.of("default")), Set.of()));

    @TestFactory
    Stream<DynamicTest> whatLacksAFieldThatItMustHaveIsRefusedAndNothingElse() {
        // In the same order in each process: a single one of them can be run again.
        return WHOLE.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .flatMap(entry -> Arrays.stream(entry.getKey().getClass().getRecordComponents())
                        .filter(component -> !component.getType().isPrimitive())
                        .map(component -> DynamicTest.dynamicTest(
                                entry.getKey().getClass().getSimpleName() + " without " + component.getName(),
                                () -> lacking(entry.getKey(), component, entry.getValue()))));
    }

    private static void lacking(Record whole, RecordComponent field, Set<String> mayLack) throws Exception {
        if (mayLack.contains(field.getName())) {
            assertThat(without(whole, field)).isInstanceOf(whole.getClass());
        } else {
            assertThatThrownBy(() -> without(whole, field))
                    .isInstanceOf(InvocationTargetException.class)
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aPictureHasABytePixelsAndAWholeSum() {
        assertThat(new Picture(SUM, 1, 1, 1).bytes()).isEqualTo(1);
        for (Callable<Picture> none : List.<Callable<Picture>>of(
                () -> new Picture(SUM, 0, 1, 1),
                () -> new Picture(SUM, 1, 0, 1),
                () -> new Picture(SUM, 1, 1, 0),
                () -> new Picture("abc", 1, 1, 1))) {
            assertThatThrownBy(none::call).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anEnginesOwnPicturesHaveSidesThatAreMultiplesOfSomething() {
        assertThat(multiplesOf(1).sizeMultiple()).isEqualTo(1);
        assertThatThrownBy(() -> multiplesOf(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static EngineCapabilities multiplesOf(int pixels) {
        return new EngineCapabilities(true, true, true, true, true, true, true, true, true, true, pixels);
    }

    @Test
    void anOfferLeavesOutWhatCannotBeANameAndWhatIsTooMany() {
        List<String> many = IntStream.range(0, 600).mapToObj(i -> "c" + i).toList();
        assertThat(new LiveEvent.EngineOffer(many, List.of()).checkpoints()).isEqualTo(many.subList(0, 500));
        assertThat(new LiveEvent.EngineOffer(List.of("a", " ", "a", "\0b", "b\0"), List.of("x")).checkpoints())
                .containsExactly("a");
    }

    private static Object without(Record whole, RecordComponent field) throws Exception {
        RecordComponent[] fields = whole.getClass().getRecordComponents();
        Class<?>[] types = Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new);
        @Nullable Object[] values = new @Nullable Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            values[i] = fields[i].getName().equals(field.getName())
                    ? null
                    : fields[i].getAccessor().invoke(whole);
        }
        Constructor<?> constructor = whole.getClass().getDeclaredConstructor(types);
        return constructor.newInstance(values);
    }
}
