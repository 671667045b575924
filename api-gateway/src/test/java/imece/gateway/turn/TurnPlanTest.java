package imece.gateway.turn;

import static imece.gateway.turn.TurnSamples.LOADS;
import static imece.gateway.turn.TurnSamples.alone;
import static imece.gateway.turn.TurnSamples.job;
import static imece.gateway.turn.TurnSamples.lane;
import static imece.gateway.turn.TurnSamples.line;
import static imece.gateway.turn.TurnSamples.only;
import static imece.gateway.turn.TurnSamples.slot;
import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LaneName;
import imece.gateway.turn.TurnPlan.AssignLane;
import imece.gateway.turn.TurnPlan.DispatchJob;
import imece.gateway.turn.TurnPlan.HandedJob;
import imece.gateway.turn.TurnPlan.PlannedFarm;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnPlanTest {

    private static final int MANY = 100;

    @Test
    void eachFreeSlotGetsItsNextJobAndIsSentToItsLane() {
        WaitingJob first = job(1, 10, "A");
        WaitingJob second = job(2, 20, "B");
        PlannedSlot one = free(slot(1, "A"), "A");
        PlannedSlot two = free(slot(2, "C"), "C");
        TurnPlan plan = plan(List.of(one, two), List.of(), line(second, first));
        assertThat(plan.steps()).containsExactly(dispatch(one, first), dispatch(two, second));
        assertThat(plan.steps()).extracting(TurnPlan.PlanStep::lane).containsExactly(lane("A"), lane("B"));
    }

    @Test
    void aSlotForWhichAJobLiesWithTheBrokerGetsNoSecondOne() {
        PlannedSlot one = free(slot(1, "A"), "A");
        TurnPlan plan = plan(List.of(one), List.of(handed(job(1, 10, "A"), one)), line(job(2, 20, "A")));
        assertThat(plan.steps()).isEmpty();
        assertThat(TurnPlan.somethingToPlan(List.of(one), List.of(handed(job(1, 10, "A"), one))))
                .isFalse();
    }

    @Test
    void aJobAtTheBrokerWhoseSlotIsLostGetsAnotherOneInItsTurnAndIsNotDispatchedAgain() {
        HandedJob lost = handed(job(1, 10, "A"), null);
        PlannedSlot other = free(slot(2, "B"), "B");
        LaneClocks clocks = new LaneClocks(Map.of(lane("A"), 0L, lane("C"), 0L));
        PlannedFarm farm = new PlannedFarm(List.of(other), List.of(lost), line(job(2, 20, "C")), clocks, Map.of(), 50);
        TurnPlan plan = TurnPlan.of(farm, TurnPolicy.STANDARD, LOADS, MANY);
        assertThat(plan.steps()).containsExactly(new AssignLane(other.slot().id(), lane("A")));
        assertThat(plan.clocks()).as("they moved when it was dispatched").isEmpty();
    }

    @Test
    void whoeverHasALowerTurnThanSuchAJobIsServedFirst() {
        PlannedSlot other = free(slot(2, null), null);
        WaitingJob before = job(2, 5, "C");
        TurnPlan plan = plan(List.of(other), List.of(handed(job(1, 10, "A"), null)), line(before));
        assertThat(plan.steps()).containsExactly(dispatch(other, before));
    }

    @Test
    void inALaneWithSuchAJobNothingIsDispatchedBeforeIt() {
        PlannedSlot other = free(slot(2, null), null);
        TurnPlan plan = plan(List.of(other), List.of(handed(job(1, 10, "A"), null)), line(job(2, 5, "A")));
        assertThat(plan.steps()).containsExactly(new AssignLane(other.slot().id(), lane("A")));
    }

    @Test
    void aWarmJobThatGoesBeforeItsTurnIsWrittenDownOnceForAll() {
        PlannedSlot one = free(slot(1, "A"), "A");
        WaitingJob cold = job(1, 10, "B");
        WaitingJob warm = job(2, 20, "A");
        TurnPlan plan = plan(List.of(one), List.of(), line(cold, warm));
        assertThat(plan.steps()).containsExactly(dispatch(one, warm));
        assertThat(plan.passes()).singleElement().satisfies(pass -> {
            assertThat(pass.lanes()).containsExactlyInAnyOrder(lane("A"), lane("B"));
            assertThat(pass.work()).isEqualTo(warm.estimate());
            assertThat(new TurnPasses(List.of(pass)).letPast(cold.lane(), cold.order()))
                    .isEqualTo(warm.estimate());
            assertThat(new TurnPasses(List.of(pass)).letPast(lane("B"), new TurnOrder(false, 5, 99)))
                    .as("joined later")
                    .isZero();
        });
    }

    @Test
    void beyondWhatWasReadOfALaneNobodyGoesBeforeTheirTurn() {
        PlannedSlot one = free(slot(1, "A"), "A");
        WaitingJob cold = job(1, 10, "B");
        PlannedFarm farm = new PlannedFarm(
                List.of(one),
                List.of(),
                line(cold, job(2, 20, "A")),
                new LaneClocks(),
                Map.of(lane("B"), cold.order()),
                2);
        assertThat(TurnPlan.of(farm, TurnPolicy.STANDARD, LOADS, MANY).steps()).containsExactly(dispatch(one, cold));
    }

    @Test
    void aSlotWithSeveralSeatsChangesItsCheckpointOnlyAsAWhole() {
        PlannedSlot half = new PlannedSlot(slot(1, "A"), 2, 1, lane("A"));
        assertThat(plan(List.of(half), List.of(), line(job(1, 10, "B"), batch(2, 2_000_000, "A")))
                        .steps())
                .as("nothing of the old lane is dispatched for it any more")
                .isEmpty();
        PlannedSlot whole = new PlannedSlot(slot(1, "A"), 2, 2, lane("A"));
        WaitingJob first = job(1, 10, "B");
        WaitingJob second = job(3, 30, "B");
        assertThat(plan(List.of(whole), List.of(), line(first, second)).steps())
                .containsExactly(dispatch(whole, first), dispatch(whole, second));
    }

    @Test
    void aSlotThatFinishesItsLaneDoesSoOnlyIfNobodyElseTakesTheJob() {
        PlannedSlot half = new PlannedSlot(slot(1, "A"), 2, 1, lane("A"));
        PlannedSlot busy = new PlannedSlot(only(2, "B"), 1, 1, lane("B"));
        WaitingJob cold = job(1, 10, "B");
        WaitingJob warm = job(2, 20, "A");
        assertThat(plan(List.of(half, busy), List.of(), line(cold, warm)).steps())
                .contains(dispatch(half, warm));
    }

    @Test
    void besideAJobThatMustBeAloneNothingOfItsProcessTakesAnything() {
        PlannedSlot one = free(slot(1, "A"), "A");
        PlannedSlot two = free(slot(2, "A"), "A");
        assertThat(plan(List.of(one, two), List.of(), line(alone(job(1, 10, "A")), job(2, 20, "A")))
                        .steps())
                .hasSize(1);
        assertThat(plan(List.of(one, two), List.of(handed(alone(job(1, 10, "A")), one)), line(job(2, 20, "A")))
                        .steps())
                .isEmpty();
    }

    @Test
    void whereNobodyServesNothingIsDispatched() {
        assertThat(plan(List.of(free(only(1, "A"), "A")), List.of(), line(job(1, 10, "B")))
                        .steps())
                .isEmpty();
    }

    @Test
    void noMoreIsDispatchedThanWasAskedFor() {
        PlannedFarm farm = new PlannedFarm(
                List.of(free(slot(1, "A"), "A"), free(slot(2, "A"), "A")),
                List.of(),
                line(job(1, 10, "A"), job(2, 20, "A")),
                new LaneClocks(),
                Map.of(),
                2);
        assertThat(TurnPlan.of(farm, TurnPolicy.STANDARD, LOADS, 1).steps()).hasSize(1);
    }

    private static PlannedSlot free(TurnSlot slot, @Nullable String checkpoint) {
        return new PlannedSlot(slot, 1, 1, checkpoint == null ? null : lane(checkpoint));
    }

    private static WaitingJob batch(long ticket, long turn, String checkpoint) {
        LaneName lane = lane(checkpoint);
        return new WaitingJob(new TurnOrder(false, turn, ticket), lane, TurnClass.BATCH, ShareWeight.ONE, 10_000);
    }

    private static HandedJob handed(WaitingJob job, @Nullable PlannedSlot slot) {
        return new HandedJob(job, slot == null ? null : slot.slot().id());
    }

    private static DispatchJob dispatch(PlannedSlot slot, WaitingJob job) {
        return new DispatchJob(slot.slot().id(), job);
    }

    private static TurnPlan plan(List<PlannedSlot> slots, List<HandedJob> handed, WaitingLine line) {
        return TurnPlan.of(
                new PlannedFarm(slots, handed, line, new LaneClocks(), Map.of(), 50), TurnPolicy.STANDARD, LOADS, MANY);
    }
}
