package imece.gateway.turn;

import static imece.gateway.turn.TurnSamples.job;
import static imece.gateway.turn.TurnSamples.lane;
import static imece.gateway.turn.TurnSamples.only;
import static imece.gateway.turn.TurnSamples.pinned;
import static imece.gateway.turn.TurnSamples.slot;
import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.turn.TurnPick.BeforeTurn;
import imece.gateway.turn.TurnPick.InTurn;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LaneClocksTest {

    private final LaneClocks clocks = new LaneClocks(Map.of(lane("a"), 100L, lane("b"), 300L));

    @Test
    void theClocksOfAllLanesThatTheSlotServesFollowAJobInItsTurn() {
        assertThat(clocks.follow(new InTurn(job(1, 200, "a"), slot(1, null)))).isEqualTo(Map.of(lane("a"), 200L));
        assertThat(clocks.all()).isEqualTo(Map.of(lane("a"), 200L, lane("b"), 300L));
    }

    @Test
    void otherLanesAreNotTouched() {
        clocks.follow(new InTurn(job(1, 900, "a"), only(1, "a")));

        assertThat(clocks.all()).isEqualTo(Map.of(lane("a"), 900L, lane("b"), 300L));
    }

    @Test
    void theConstantOfAClassIsNoTime() {
        WaitingJob batch =
                new WaitingJob(new TurnOrder(false, 960_150, 1), lane("a"), TurnClass.BATCH, ShareWeight.ONE, 10);

        assertThat(clocks.follow(new InTurn(batch, slot(1, null)))).isEqualTo(Map.of(lane("a"), 150L));
    }

    @Test
    void neitherAJobBeforeItsTurnNorOneAtTheFrontMovesAClock() {
        WaitingJob early = job(1, 900, "a");

        assertThat(clocks.follow(new BeforeTurn(early, slot(1, "a"), job(2, 500, "b"))))
                .isEmpty();
        assertThat(clocks.follow(new InTurn(pinned(early), slot(1, null)))).isEmpty();
        assertThat(clocks.all()).isEqualTo(Map.of(lane("a"), 100L, lane("b"), 300L));
    }

    @Test
    void aLaneWithoutAClockBeginsWithTheLeastThatWaitsElseWithTheGreatestClock() {
        assertThat(clocks.of(lane("c"), OptionalLong.of(250))).isEqualTo(250);
        assertThat(clocks.of(lane("c"), OptionalLong.of(1))).isEqualTo(250);
        assertThat(clocks.of(lane("d"), OptionalLong.empty())).isEqualTo(300);
        assertThat(new LaneClocks().of(lane("e"), OptionalLong.empty())).isZero();
    }
}
