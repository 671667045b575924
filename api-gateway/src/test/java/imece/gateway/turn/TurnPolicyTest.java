package imece.gateway.turn;

import static imece.gateway.turn.TurnSamples.lane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.gateway.turn.RunVerdict.BackInLine;
import imece.gateway.turn.RunVerdict.Measured;
import imece.gateway.turn.RunVerdict.Unspent;
import imece.gateway.turn.TurnRequest.GrantedTurn;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a job is charged at submit, and what is put right at its end. */
class TurnPolicyTest {

    private static final TurnPolicy POLICY = TurnPolicy.STANDARD;
    private static final long RUN = 20_000;

    @Test
    void whoNeverAskedBeginsAtTheClock() {
        GrantedTurn granted = POLICY.grant(OwnerTurns.NONE, request(0), 1_000_000, 0);

        assertThat(granted).isEqualTo(new GrantedTurn(1_020_000, new OwnerTurns(1_020_000, lane("a"))));
    }

    @Test
    void whoWasIdleSavedNothingUp() {
        assertThat(turn(new OwnerTurns(5_000, lane("a")), request(0), 1_000_000))
                .isEqualTo(1_020_000);
    }

    @Test
    void jobsOfOneOwnerStandBehindEachOther() {
        GrantedTurn first = POLICY.grant(OwnerTurns.NONE, request(0), 1_000_000, 0);
        GrantedTurn second = POLICY.grant(first.owner(), request(RUN), 1_000_000, 1_000_000);

        assertThat(second.turn()).isEqualTo(1_040_000);
    }

    @Test
    void debtIsReckonedOnTheClockOfTheLaneWhereItWasMadeAndTakenAlong() {
        OwnerTurns owner = new OwnerTurns(300_000, lane("slow"));

        GrantedTurn granted = POLICY.grant(owner, request(500_000), 1_000_000, 250_000);

        assertThat(granted.turn()).isEqualTo(1_070_000);
    }

    @Test
    void debtCountsOnlyAsFarAsThereIsWorkInTheLineAndTenMinutesMore() {
        OwnerTurns deep = new OwnerTurns(9_000_000, lane("a"));

        assertThat(turn(deep, request(100_000), 1_000_000)).isEqualTo(1_000_000 + 100_000 + 600_000 + RUN);
    }

    @Test
    void halfTheWeightPaysTwice() {
        TurnRequest request =
                new TurnRequest(lane("a"), TurnClass.INTERACTIVE, new ShareWeight(500), RUN, 0, OptionalLong.empty());

        assertThat(turn(OwnerTurns.NONE, request, 0)).isEqualTo(40_000);
    }

    @Test
    void batchStandsAQuarterOfAnHourBehindTheClockButPaysTheSame() {
        TurnRequest request =
                new TurnRequest(lane("a"), TurnClass.BATCH, ShareWeight.ONE, RUN, 0, OptionalLong.empty());

        GrantedTurn granted = POLICY.grant(OwnerTurns.NONE, request, 5_000, 0);

        assertThat(granted).isEqualTo(new GrantedTurn(965_000, new OwnerTurns(25_000, lane("a"))));
    }

    @Test
    void batchBehindSoMuchWorkOfItsOwnerIsPutBackNoFurther() {
        long inLine = 2_000_000;
        TurnRequest request =
                new TurnRequest(lane("a"), TurnClass.BATCH, ShareWeight.ONE, RUN, inLine, OptionalLong.empty());

        GrantedTurn granted = POLICY.grant(new OwnerTurns(inLine, lane("a")), request, 0, 0);

        assertThat(granted).isEqualTo(new GrantedTurn(2_020_000, new OwnerTurns(2_020_000, lane("a"))));
    }

    @Test
    void anOwnerNeverOvertakesHimselfAndDoesNotPayForIt() {
        TurnRequest request =
                new TurnRequest(lane("a"), TurnClass.INTERACTIVE, ShareWeight.ONE, RUN, 0, OptionalLong.of(70_000));

        GrantedTurn granted = POLICY.grant(OwnerTurns.NONE, request, 0, 0);

        assertThat(granted).isEqualTo(new GrantedTurn(70_000, new OwnerTurns(20_000, lane("a"))));
    }

    @Test
    void whatARunTookMoreOrLessIsPutRight() {
        assertThat(correction(new Measured(26_000), 1000)).isEqualTo(6_000);
        assertThat(correction(new Measured(15_000), 1000)).isEqualTo(-5_000);
        assertThat(correction(new Measured(26_000), 2000)).isEqualTo(3_000);
    }

    @Test
    void oneRunPutsTenMinutesRightAtMost() {
        assertThat(correction(new Measured(5_000_000), 1000)).isEqualTo(600_000);
        assertThat(correction(new Measured(5_000_000), 100)).isEqualTo(600_000);
        assertThat(POLICY.correction(new Measured(0), 5_000_000, ShareWeight.ONE))
                .isEqualTo(-600_000);
    }

    @Test
    void whatDidNotRunOrWasNotItsFaultIsGivenBackWhole() {
        assertThat(correction(new Unspent(), 500)).isEqualTo(-40_000);
        assertThat(POLICY.correction(new Unspent(), 5_000_000, ShareWeight.ONE)).isEqualTo(-5_000_000);
    }

    @Test
    void backInTheLineNothingChanges() {
        assertThat(correction(new BackInLine(), 1000)).isZero();
        assertThat(new OwnerTurns(10, lane("a")).corrected(-3)).isEqualTo(new OwnerTurns(7, lane("a")));
    }

    @Test
    void weightsHaveBounds() {
        assertThat(ShareWeight.partOf(3).thousandths()).isEqualTo(333);
        assertThat(ShareWeight.partOf(5_000).thousandths()).isEqualTo(1);
        assertThat(ShareWeight.partOf(0)).isEqualTo(ShareWeight.ONE);
        assertThat(new ShareWeight(100_000).charged(1_000)).isEqualTo(10);
        assertThatThrownBy(() -> new ShareWeight(0)).hasMessageContaining("0.001 to 100");
        assertThatThrownBy(() -> new ShareWeight(100_001)).hasMessageContaining("100001 thousandths");
    }

    private static long correction(RunVerdict verdict, int thousandths) {
        return POLICY.correction(verdict, RUN, new ShareWeight(thousandths));
    }

    private static long turn(OwnerTurns owner, TurnRequest request, long clock) {
        return POLICY.grant(owner, request, clock, clock).turn();
    }

    private static TurnRequest request(long inLine) {
        return new TurnRequest(lane("a"), TurnClass.INTERACTIVE, ShareWeight.ONE, RUN, inLine, OptionalLong.empty());
    }
}
