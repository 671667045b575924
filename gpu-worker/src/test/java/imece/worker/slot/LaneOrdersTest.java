package imece.worker.slot;

import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.Moment;
import imece.contract.LaneAssignment;
import imece.contract.SlotAddress;
import imece.worker.slot.LaneOrders.Hearing;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LaneOrdersTest {

    private Moment now = new Moment(Long.MAX_VALUE - 5);
    private final Set<String> served = new HashSet<>(Set.of("a", "b", "default"));
    private final LaneOrders orders = new LaneOrders(
            new SlotAddress("worker-1", new UUID(3, 3), "gpu-0", "GPU", "demo"), () -> now, served::contains);

    @Test
    void ofSeveralAssignmentsTheOneOfTheGreatestTermAndNumberIsFollowedInWhateverOrderTheyCome() {
        assertThat(orders.assign(assignment("a", 2, 7))).isEqualTo(Hearing.TAKEN);
        assertThat(orders.assign(assignment("b", 2, 6))).isEqualTo(Hearing.KNOWN);
        assertThat(orders.assign(assignment("b", 1, 99))).isEqualTo(Hearing.KNOWN);
        assertThat(orders.assign(assignment("a", 2, 7))).isEqualTo(Hearing.KNOWN);
        assertThat(orders.followed()).contains(assignment("a", 2, 7));
        assertThat(orders.assign(assignment("b", 3, 1))).isEqualTo(Hearing.TAKEN);
        assertThat(orders.followed()).contains(assignment("b", 3, 1));
    }

    @Test
    void aLaneThatTheSlotDoesNotServeIsPassedOverAndTheEarlierAssignmentHolds() {
        orders.assign(assignment("a", 1, 1));
        assertThat(orders.assign(assignment("x", 1, 2))).isEqualTo(Hearing.UNSERVED);
        assertThat(orders.assign(assignment("x", 1, 2))).isEqualTo(Hearing.UNSERVED_AGAIN);
        assertThat(orders.assign(assignment("x", 1, 3))).isEqualTo(Hearing.UNSERVED);
        assertThat(orders.followed()).contains(assignment("a", 1, 1));
        served.add("x");
        assertThat(orders.assign(assignment("x", 1, 3))).isEqualTo(Hearing.TAKEN);
    }

    @Test
    void anAssignmentIsNotFollowedForAsLongAsTheEngineHasLostItsCheckpoint() {
        orders.assign(assignment("a", 1, 1));
        served.remove("a");
        assertThat(orders.followed()).isEmpty();
        assertThat(orders.assign(assignment("b", 1, 0)))
                .as("what was said before it counts no more than it did")
                .isEqualTo(Hearing.KNOWN);
        served.add("a");
        assertThat(orders.followed()).contains(assignment("a", 1, 1));
    }

    @Test
    void whoIsAssignedHeedsNoCallForTenSecondsAndThenDoesUntilItIsAssignedAgain() {
        orders.assign(assignment("a", 1, 1));
        after(LaneOrders.ASSIGNED_FOR.minusMillis(1));
        orders.call(List.of("b"));
        assertThat(orders.called()).isEmpty();
        assertThat(orders.followed()).isPresent();
        after(Duration.ofMillis(1));
        assertThat(orders.called()).containsExactly("b");
        assertThat(orders.followed()).isEmpty();
        orders.assign(assignment("a", 1, 1));
        assertThat(orders.called()).isEmpty();
        assertThat(orders.followed()).contains(assignment("a", 1, 1));
    }

    @Test
    void anAssignmentHoldsForAsLongAsNothingElseIsSaid() {
        orders.assign(assignment("a", 1, 1));
        after(Duration.ofDays(1));
        assertThat(orders.followed()).contains(assignment("a", 1, 1));
        orders.call(List.of("b"));
        after(LaneOrders.CALLED_FOR);
        assertThat(orders.called()).isEmpty();
        assertThat(orders.followed()).contains(assignment("a", 1, 1));
    }

    @Test
    void whoWasNeverAssignedHeedsACallForFiveSeconds() {
        orders.call(List.of("b", "a"));
        after(LaneOrders.CALLED_FOR.minusMillis(1));
        assertThat(orders.called()).containsExactly("b", "a");
        after(Duration.ofMillis(1));
        assertThat(orders.called()).isEmpty();
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    private static LaneAssignment assignment(String lane, long term, long no) {
        return new LaneAssignment(lane, term, no);
    }
}
