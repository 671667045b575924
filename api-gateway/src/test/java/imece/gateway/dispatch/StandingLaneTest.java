package imece.gateway.dispatch;

import static imece.gateway.dispatch.StandingLane.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.dispatch.StandingLane.LaneState;
import imece.gateway.dispatch.StandingLane.Stuck;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingLaneTest {

    private static final Instant T = Instant.parse("2026-11-01T12:00:00Z");

    private final StandingLane lane = new StandingLane();

    @Test
    void jobsAndIdleSlotsWithoutAStartAreAStandstillAfterAWhile() {
        assertThat(lane.look(new LaneState(3, 0, 1, null), T)).isEmpty();
        assertThat(lane.look(new LaneState(3, 0, 1, null), T.plus(PATIENCE).minusMillis(1)))
                .isEmpty();
        assertThat(lane.look(new LaneState(3, 0, 1, null), T.plus(PATIENCE))).contains(Stuck.NOT_DISPATCHED);
        assertThat(lane.look(new LaneState(3, 0, 1, null), T.plus(PATIENCE).plusSeconds(1)))
                .as("said once per while")
                .isEmpty();
    }

    @Test
    void jobsWithTheBrokerThatNobodyTakesAreToldApart() {
        assertThat(lane.look(new LaneState(3, 2, 1, null), T)).isEmpty();
        assertThat(lane.look(new LaneState(3, 2, 1, null), T.plus(PATIENCE))).contains(Stuck.NOT_TAKEN);
    }

    @Test
    void aStartInBetweenBeginsTheWaitAnew() {
        assertThat(lane.look(new LaneState(3, 1, 1, null), T)).isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 1, T.plusSeconds(10)), T.plus(PATIENCE)))
                .isEmpty();
        assertThat(lane.look(
                        new LaneState(3, 1, 1, T.plusSeconds(10)),
                        T.plusSeconds(10).plus(PATIENCE)))
                .contains(Stuck.NOT_TAKEN);
    }

    @Test
    void aLaneWhoseSlotsAreAllBusyWaitsRightly() {
        assertThat(lane.look(new LaneState(3, 1, 1, null), T)).isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 0, null), T.plusSeconds(19))).isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 1, null), T.plusSeconds(21))).isEmpty();
    }
}
