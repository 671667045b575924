package imece.gateway.dispatch;

import static imece.gateway.dispatch.StandingLane.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import imece.clock.Moment;
import imece.gateway.dispatch.StandingLane.LaneState;
import imece.gateway.dispatch.StandingLane.Stuck;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StandingLaneTest {

    private static final Moment T = new Moment(Long.MAX_VALUE - 1);
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final StandingLane lane = new StandingLane();

    @Test
    void jobsAndIdleSlotsWithoutAStartAreAStandstillAfterAWhile() {
        assertThat(lane.look(new LaneState(3, 0, 1, null), T)).isEmpty();
        assertThat(lane.look(new LaneState(3, 0, 1, null), T.plus(PATIENCE.minusMillis(1))))
                .isEmpty();
        assertThat(lane.look(new LaneState(3, 0, 1, null), T.plus(PATIENCE))).contains(Stuck.NOT_DISPATCHED);
        assertThat(lane.look(new LaneState(3, 0, 1, null), T.plus(PATIENCE.plusSeconds(1))))
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
        Moment start = T.plus(Duration.ofSeconds(10));
        assertThat(lane.look(new LaneState(3, 1, 1, null), T)).isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 1, NOON), start)).isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 1, NOON), T.plus(PATIENCE))).isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 1, NOON), start.plus(PATIENCE)))
                .contains(Stuck.NOT_TAKEN);
    }

    @Test
    void theDateOfAStartTellsStartsApartAndNothingElseWhateverTheDatabasesClockDoes() {
        Instant ahead = NOON.plus(Duration.ofHours(3));
        assertThat(lane.look(new LaneState(3, 1, 1, ahead), T)).isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 1, ahead), T.plus(PATIENCE)))
                .as("a start of a clock that was put back since")
                .contains(Stuck.NOT_TAKEN);
        Moment next = T.plus(PATIENCE).plus(Duration.ofSeconds(1));
        assertThat(lane.look(new LaneState(3, 1, 1, NOON), next)).isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 1, NOON), next.plus(PATIENCE.minusMillis(1))))
                .as("an earlier date is another start")
                .isEmpty();
    }

    @Test
    void aLaneWhoseSlotsAreAllBusyWaitsRightly() {
        assertThat(lane.look(new LaneState(3, 1, 1, null), T)).isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 0, null), T.plus(Duration.ofSeconds(19))))
                .isEmpty();
        assertThat(lane.look(new LaneState(3, 1, 1, null), T.plus(Duration.ofSeconds(21))))
                .isEmpty();
    }
}
