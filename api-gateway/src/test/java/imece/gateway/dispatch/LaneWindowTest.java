package imece.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.EngineCapabilities;
import imece.contract.LaneName;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.gateway.dispatch.DueLanes.LaneWindow;
import imece.gateway.dispatch.DueLanes.LaneWindow.WaitingLane;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LaneWindowTest {

    private static final List<String> LANES = List.of("default", "a", "b", "img2img:a");
    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void eachSlotThatServesALaneMakesRoomForOneJob() {
        List<ServingSlot> live = List.of(slot("a"), slot("a", "b"), slot());

        assertThat(LaneWindow.of("default", live, Set.of())).isEqualTo(3);
        assertThat(LaneWindow.of("a", live, Set.of())).isEqualTo(2);
        assertThat(LaneWindow.of("b", live, Set.of())).isEqualTo(1);
    }

    @Test
    void aLaneThatNobodyServesNowHasOneJobWithTheBroker() {
        assertThat(LaneWindow.of("c", List.of(slot("a")), Set.of())).isEqualTo(1);
        assertThat(LaneWindow.of("default", List.of(), lanes("a"))).isEqualTo(1);
    }

    @Test
    void slotsOfAnOverdueLaneAreKeptForIt() {
        List<ServingSlot> live = List.of(slot("a"), slot("a", "b"), slot());

        assertThat(LaneWindow.of("default", live, lanes("a"))).isEqualTo(1);
        assertThat(LaneWindow.of("b", live, lanes("a"))).isZero();
        assertThat(LaneWindow.of("a", live, lanes("a"))).isEqualTo(2);
    }

    @Test
    void aLaneIsOverdueBetweenOnceAndTwiceTheBound() {
        List<WaitingLane> handed = List.of(
                new WaitingLane("default", BOUND),
                new WaitingLane("a", BOUND.plusMillis(1)),
                new WaitingLane("b", BOUND.multipliedBy(2)),
                new WaitingLane("c", BOUND.multipliedBy(2).plusMillis(1)));

        assertThat(LaneWindow.overdue(handed, BOUND)).isEqualTo(lanes("a", "b"));
    }

    @Property
    void overdueLanesLoseNothingAndTheOthersOnlyWhatIsKeptForThem(
            @ForAll("farms") List<ServingSlot> live, @ForAll("lateLanes") Set<LaneName> overdue) {
        for (String lane : LANES) {
            int usual = LaneWindow.of(lane, live, Set.of());
            int now = LaneWindow.of(lane, live, overdue);
            if (overdue.contains(LaneName.parse(lane))) {
                assertThat(now).isEqualTo(usual);
            } else {
                assertThat(now).isBetween(0, usual);
                long shared = live.stream()
                        .filter(slot -> slot.serves(LaneName.parse(lane)))
                        .filter(slot -> overdue.stream().anyMatch(slot::serves))
                        .count();
                assertThat((long) usual - now).isEqualTo(shared);
            }
        }
    }

    @Provide
    Arbitrary<List<ServingSlot>> farms() {
        return Arbitraries.of("a", "b")
                .set()
                .ofMaxSize(2)
                .map(has -> slot(has.toArray(String[]::new)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<Set<LaneName>> lateLanes() {
        return Arbitraries.of(LANES).map(LaneName::parse).set().ofMaxSize(3);
    }

    private static Set<LaneName> lanes(String... names) {
        return Set.of(names).stream().map(LaneName::parse).collect(Collectors.toSet());
    }

    private static ServingSlot slot(String... checkpoints) {
        SlotReport report = new SlotReport(
                GpuReport.named("gpu", "GPU"),
                SlotState.IDLE,
                "demo",
                "default",
                null,
                null,
                null,
                new EngineCapabilities(true, true, true, true, true, true, true, true, true, false, 8),
                new EngineOffer(List.of(checkpoints), List.of()));
        return new ServingSlot("w", report, Set.of(checkpoints), Set.of());
    }
}
