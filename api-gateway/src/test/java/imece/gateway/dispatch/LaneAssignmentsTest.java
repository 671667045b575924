package imece.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.Moment;
import imece.contract.LaneAssignment;
import imece.contract.LaneName;
import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.WorkerOrder;
import imece.contract.WorkerOrder.Assign;
import imece.contract.WorkerOrder.Call;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.WaitingJob;
import imece.gateway.workers.WorkerRegistry.LiveSlot;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneAssignmentsTest {

    private static final UUID PROCESS = new UUID(4, 4);
    private static final long TERM = 6;
    private static final long MOST = 1_000;
    private static final LaneName INK = LaneName.parse("ink");
    private static final LaneName DEFAULT = LaneName.parse("default");

    private final List<WorkerOrder> orders = new ArrayList<>();
    private Moment now = new Moment(0);
    private final LaneAssignments assignments = new LaneAssignments(orders::add, () -> now);

    @Test
    void aSlotIsSentToItsLaneOnceAndEachOrderHasAHigherNumber() {
        assignments.begin(TERM, List.of());
        LiveSlot slot = slot(PROCESS, null);
        assignments.assign(slot, INK);
        assignments.assign(slot, INK);
        assignments.assign(slot, DEFAULT);
        assertThat(orders).containsExactly(assign(PROCESS, INK, 1), assign(PROCESS, DEFAULT, 2));
        assertThat(assignments.of(slot)).isEqualTo(DEFAULT);
    }

    @Test
    void anOrderIsRepeatedUntilTheSlotShowsIt() {
        assignments.begin(TERM, List.of());
        assignments.assign(slot(PROCESS, null), INK);
        orders.clear();
        LiveSlot before = slot(PROCESS, new LaneAssignment("default", TERM - 1, 9));
        assignments.repeat(List.of(before), List.of());
        assertThat(orders).containsExactly(assign(PROCESS, INK, 1));
        orders.clear();
        assignments.repeat(List.of(slot(PROCESS, new LaneAssignment("ink", TERM, 1))), List.of(INK));
        assertThat(orders).isEmpty();
    }

    @Test
    void whoNeverShowsOneIsCalledToWhereSomethingWaitsAndToldNothingWhileNothingDoes() {
        assignments.begin(TERM, List.of());
        LiveSlot old = slot(PROCESS, null);
        assignments.assign(old, INK);
        orders.clear();
        assignments.repeat(List.of(old), List.of(INK));
        assertThat(orders).containsExactly(assign(PROCESS, INK, 1), new Call(List.of("ink")));
        orders.clear();
        assignments.repeat(List.of(old), List.of());
        assertThat(orders).isEmpty();
        assignments.call(List.of(old), List.of(DEFAULT));
        assertThat(orders).as("that is where slots wait").isEmpty();
    }

    @Test
    void ordersThatSlotsFollowAndNobodyHereGaveAreStrange() {
        assignments.begin(TERM, List.of());
        assignments.assign(slot(PROCESS, null), INK);
        LiveSlot silent = slot(PROCESS, null);
        LiveSlot earlier = slot(PROCESS, new LaneAssignment("ink", TERM - 1, 90));
        LiveSlot ours = slot(PROCESS, new LaneAssignment("ink", TERM, 1));
        LiveSlot namesake = slot(PROCESS, new LaneAssignment("ink", TERM, 2));
        LiveSlot later = slot(PROCESS, new LaneAssignment("ink", TERM + 5, 1));

        assertThat(assignments.strangeTerm(List.of(silent, ours), MOST)).isZero();
        assertThat(assignments.strangeTerm(List.of(ours, earlier), MOST)).isEqualTo(TERM - 1);
        assertThat(assignments.strangeTerm(List.of(ours, namesake), MOST)).isEqualTo(TERM);
        assertThat(assignments.strangeTerm(List.of(ours, later), MOST)).isEqualTo(TERM + 5);
        assertThat(LaneAssignments.greatestTerm(List.of(silent), MOST)).isZero();
        assertThat(LaneAssignments.greatestTerm(List.of(later, ours), MOST)).isEqualTo(TERM + 5);
    }

    @Test
    void whoTellsOfATermBeyondBeliefHidesNobodyElses() {
        assignments.begin(TERM, List.of());
        LiveSlot liar = slot(PROCESS, new LaneAssignment("ink", Long.MAX_VALUE, 1));
        LiveSlot later = slot(PROCESS, new LaneAssignment("ink", TERM + 5, 1));

        assertThat(LaneAssignments.greatestTerm(List.of(liar, later), MOST)).isEqualTo(TERM + 5);
        assertThat(assignments.strangeTerm(List.of(liar, later), MOST)).isEqualTo(TERM + 5);
    }

    @Test
    void numbersGoOnWhereADispatcherBeginsOnceMoreInTheSameTerm() {
        assignments.begin(TERM, List.of());
        assignments.assign(slot(PROCESS, null), INK);
        assignments.assign(slot(PROCESS, null), DEFAULT);
        orders.clear();
        assignments.begin(TERM, List.of());
        assignments.assign(slot(PROCESS, new LaneAssignment("default", TERM, 2)), INK);
        assertThat(orders).containsExactly(assign(PROCESS, INK, 3));
    }

    @Test
    void anotherProcessOnTheSameGpuHasHeardNothing() {
        assignments.begin(TERM, List.of());
        assignments.assign(slot(PROCESS, null), INK);
        UUID next = UUID.randomUUID();
        assertThat(assignments.of(slot(next, null))).isEqualTo(DEFAULT);
        assignments.assign(slot(next, null), INK);
        assertThat(orders).endsWith(assign(next, INK, 2));
    }

    @Test
    void aNewDispatcherLearnsFromWhatSlotsShowElseFromWhatWasDispatchedForThem() {
        LiveSlot slot = slot(PROCESS, null);
        WaitingJob job = new WaitingJob(new TurnOrder(false, 1, 1), INK, TurnClass.INTERACTIVE, ShareWeight.ONE, 1_000);
        assignments.begin(TERM, List.of(new PlacedJob(UUID.randomUUID(), 1, job, slot.id(), 1, null)));
        assertThat(assignments.of(slot)).isEqualTo(INK);
        assertThat(assignments.of(slot(PROCESS, new LaneAssignment("oil", TERM - 1, 3))))
                .isEqualTo(LaneName.parse("oil"));
        assignments.assign(slot, INK);
        assertThat(orders).as("said anew, by the new term").containsExactly(assign(PROCESS, INK, 1));
    }

    @Test
    void aSlotThatMayObeyCallsAgainIsToldAgain() {
        assignments.begin(TERM, List.of());
        assignments.assign(slot(PROCESS, null), INK);
        now = now.plus(Duration.ofSeconds(6));
        assignments.assign(slot(PROCESS, null), INK);
        assertThat(orders).containsExactly(assign(PROCESS, INK, 1), assign(PROCESS, INK, 1));
    }

    private static Assign assign(UUID process, LaneName lane, long no) {
        return new Assign("worker", process, "gpu", lane.text(), TERM, no);
    }

    private static LiveSlot slot(UUID process, @Nullable LaneAssignment assigned) {
        SlotReport report = new SlotReport(
                GpuReport.named("gpu", "GPU"),
                SlotState.IDLE,
                "demo",
                "default",
                null,
                null,
                null,
                null,
                new EngineOffer(List.of("ink", "oil"), List.of()),
                assigned,
                null);
        return new LiveSlot(process, ServingSlot.of("worker", report), List.of());
    }
}
