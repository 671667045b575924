package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.gateway.line.JobView.Eta;
import imece.gateway.line.LaneCompetition.BusyLanes;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LaneCompetitionTest {

    private static final LinePosition THIRD = new LinePosition(3, new Eta(15, 22));

    @Test
    void aPlaceIsToldWhileTheSlotsOfItsLaneHaveNothingElseToDo() {
        assertThat(LaneCompetition.of("a", waiting("a"), List.of(slot("a", "b"))))
                .isEqualTo(LaneCompetition.NONE);
        assertThat(LaneCompetition.NONE.told(THIRD)).isEqualTo(THIRD);
    }

    @Test
    void noPlaceIsToldWhileJobsWaitInAnotherLaneOfTheSameSlot() {
        LaneCompetition competition = LaneCompetition.of("a", waiting("a", "b", "c"), List.of(slot("a", "b", "c")));

        LinePosition told = competition.told(THIRD);
        assertThat(told.position()).isZero();
        assertThat(told.eta()).isNull();
        assertThat(told.waitsFor()).isEqualTo(WaitReason.OTHER_LANES);
    }

    @Test
    void theLaneForAnySlotCompetesWithThatOfACheckpoint() {
        assertThat(LaneCompetition.of("default", waiting("default", "a"), List.of(slot("a")))
                        .othersWait())
                .isTrue();
        assertThat(LaneCompetition.of("a", waiting("default"), List.of(slot("a")))
                        .othersWait())
                .isTrue();
    }

    @Test
    void lanesWithSlotsOfTheirOwnDoNotDisturbEachOther() {
        assertThat(LaneCompetition.of("a", waiting("a", "b"), List.of(slot("a"), slot("b"))))
                .isEqualTo(LaneCompetition.NONE);
        assertThat(LaneCompetition.of("a", waiting("a", "b"), List.of(slot("a"), slot("a", "b")))
                        .othersWait())
                .as("one of its slots is enough")
                .isTrue();
    }

    @Test
    void aLaneThatNoSlotServesHasItsPlacesForItself() {
        assertThat(LaneCompetition.of("a", waiting("a", "b"), List.of(slot("b"))))
                .isEqualTo(LaneCompetition.NONE);
        assertThat(LaneCompetition.of("a", waiting("a", "b"), List.of())).isEqualTo(LaneCompetition.NONE);
    }

    @Test
    void whileASlotMayWorkForAnotherLanePlacesAreTrueAndTimesAreNot() {
        LaneCompetition competition =
                LaneCompetition.of("a", new BusyLanes(Set.of("a"), Set.of("b")), List.of(slot("a", "b")));

        assertThat(competition.told(THIRD)).isEqualTo(new LinePosition(3, null));
    }

    @Property
    void whatHasNoPlaceStaysAsItIs(@ForAll boolean othersWait, @ForAll boolean othersRun) {
        LaneCompetition competition = new LaneCompetition(othersWait, othersRun);
        assertThat(competition.told(LinePosition.IN_BACK_OFF)).isEqualTo(LinePosition.IN_BACK_OFF);
        assertThat(competition.told(LinePosition.NONE)).isEqualTo(LinePosition.NONE);
    }

    @Property
    void aPlaceIsNeverChangedButOnlyToldOrNot(
            @ForAll @IntRange(min = 1, max = 9) int position, @ForAll boolean wait, @ForAll boolean run) {
        LinePosition told = new LaneCompetition(wait, run).told(new LinePosition(position, new Eta(1, 2)));
        assertThat(told.position()).isIn(0, position);
        assertThat(told.position() == 0).isEqualTo(told.waitsFor() != null);
    }

    private static BusyLanes waiting(String... lanes) {
        return new BusyLanes(Set.of(lanes), Set.of());
    }

    private static ServingSlot slot(String... checkpoints) {
        SlotReport report = new SlotReport(
                new GpuReport("gpu", "gpu", null, null, null, null),
                SlotState.IDLE,
                "demo",
                "default",
                null,
                null,
                null,
                null,
                EngineOffer.NONE);
        return new ServingSlot("worker-1", report, Set.of(checkpoints), Set.of());
    }
}
