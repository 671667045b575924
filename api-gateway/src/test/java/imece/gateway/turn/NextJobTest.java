package imece.gateway.turn;

import static imece.gateway.turn.TurnSamples.LOADS;
import static imece.gateway.turn.TurnSamples.alone;
import static imece.gateway.turn.TurnSamples.avoiding;
import static imece.gateway.turn.TurnSamples.job;
import static imece.gateway.turn.TurnSamples.line;
import static imece.gateway.turn.TurnSamples.only;
import static imece.gateway.turn.TurnSamples.pinned;
import static imece.gateway.turn.TurnSamples.slot;
import static imece.gateway.turn.TurnSamples.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LaneName;
import imece.contract.Topology;
import imece.gateway.turn.TurnPick.BeforeTurn;
import imece.gateway.turn.TurnPick.InTurn;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which job goes to which slot. */
class NextJobTest {

    private static final WaitingJob HEAD = job(1, 100_000, "a");
    private static final WaitingJob WARM = job(2, 110_000, "b");
    private static final TurnSlot HAS_B = slot(1, "b");

    @Test
    void theLeastTurnGoesFirstAndOfOneTurnTheLowerTicket() {
        WaitingLine line = line(job(3, 50, "a"), job(2, 50, "a"), job(1, 60, "a"));

        assertThat(picked(line, slot(1, "a")).job()).isEqualTo(job(2, 50, "a"));
    }

    @Test
    void aWarmJobGoesBeforeAColdHead() {
        assertThat(picked(line(HEAD, WARM), HAS_B)).isEqualTo(new BeforeTurn(WARM, HAS_B, HEAD));
    }

    @Test
    void aWarmHeadGoesInItsTurn() {
        assertThat(picked(line(HEAD, WARM), slot(1, "a"))).isEqualTo(new InTurn(HEAD, slot(1, "a")));
    }

    @Test
    void lanesOfOneCheckpointAreWarmForEachOther() {
        WaitingJob withLora = new WaitingJob(
                WARM.order(), new LaneName(true, true, "b"), WARM.turnClass(), WARM.weight(), WARM.estimate());

        assertThat(picked(line(HEAD, withLora), HAS_B)).isEqualTo(new BeforeTurn(withLora, HAS_B, HEAD));
    }

    @Test
    void theDefaultLaneIsWarmEverywhere() {
        WaitingJob any = job(2, 110_000, Topology.DEFAULT_LANE);

        assertThat(picked(line(HEAD, any), HAS_B)).isEqualTo(new BeforeTurn(any, HAS_B, HEAD));
        assertThat(picked(line(any), slot(1, null)).job()).isEqualTo(any);
        assertThat(slot(1, "b").given(any.lane(), 5).checkpoint()).isEqualTo("b");
    }

    @Test
    void whoHasLetEnoughWorkPastLetsNoMorePast() {
        WaitingLine line = new WaitingLine();
        line.add(HEAD, TurnRules.STANDARD.patience());
        line.add(WARM);

        assertThat(picked(line, HAS_B)).isEqualTo(new InTurn(HEAD, HAS_B));
    }

    @Test
    void patienceCountsForEachSlotThatCouldServeTheJob() {
        WaitingLine line = new WaitingLine();
        line.add(HEAD, TurnRules.STANDARD.patience());
        line.add(WARM);

        Optional<TurnPick> pick = TurnPolicy.STANDARD.next(line, List.of(HAS_B), lane -> 2, LOADS);

        assertThat(pick).contains(new BeforeTurn(WARM, HAS_B, HEAD));
    }

    @Test
    void notTheHeadsPatienceAloneCountsButThatOfAllWhoArePassed() {
        WaitingLine line = new WaitingLine();
        line.add(HEAD);
        line.add(job(3, 105_000, "c"), TurnRules.STANDARD.patience());
        line.add(WARM);

        assertThat(picked(line, HAS_B)).isEqualTo(new InTurn(HEAD, HAS_B));
    }

    @Test
    void allWhoArePassedLetItPast() {
        WaitingJob between = job(3, 105_000, "c");
        WaitingJob behind = job(4, 120_000, "c");
        WaitingLine line = line(HEAD, WARM, between, behind);

        line.take(picked(line, HAS_B));

        assertThat(line.letPast(HEAD)).isEqualTo(10_000);
        assertThat(line.letPast(between)).isEqualTo(10_000);
        assertThat(line.letPast(behind)).isZero();
        assertThat(line.job(2)).isEmpty();
    }

    @Test
    void whoCouldNotHaveTheSlotIsNotPassed() {
        TurnSlot narrow =
                new TurnSlot(HAS_B.id(), "demo", lane -> !lane.checkpoint().equals("c"), "b", 1);
        WaitingJob elsewhere = job(3, 105_000, "c");
        WaitingLine line = new WaitingLine();
        line.add(HEAD);
        line.add(elsewhere, TurnRules.STANDARD.patience());
        line.add(WARM);

        TurnPick pick = picked(line, narrow);
        line.take(pick);

        assertThat(pick).isEqualTo(new BeforeTurn(WARM, narrow, HEAD));
        assertThat(line.letPast(elsewhere)).isEqualTo(TurnRules.STANDARD.patience());
    }

    @Test
    void nobodyIsPassedBeyondTheBand() {
        long band = TurnRules.STANDARD.band();

        assertThat(picked(line(HEAD, job(2, 100_000 + band, "b")), HAS_B)).isInstanceOf(BeforeTurn.class);
        assertThat(picked(line(HEAD, job(2, 100_001 + band, "b")), HAS_B)).isInstanceOf(InTurn.class);
    }

    @Test
    void theBandIsNarrowerForWhoWeighsMore() {
        WaitingJob heavy = weighing(HEAD, 2000);
        long half = TurnRules.STANDARD.band() / 2;

        assertThat(picked(line(heavy, job(2, 100_000 + half, "b")), HAS_B)).isInstanceOf(BeforeTurn.class);
        assertThat(picked(line(heavy, job(2, 100_001 + half, "b")), HAS_B)).isInstanceOf(InTurn.class);
    }

    @Test
    void theBandIsNoWiderThanAFewLoadsOrRunsAreWorth() {
        assertThat(TurnRules.STANDARD.band(3_000, 1_000)).isEqualTo(24_000);
        assertThat(TurnRules.STANDARD.band(1_000, 3_000)).isEqualTo(60_000);
        assertThat(TurnRules.STANDARD.band(22_000, 25_000)).isEqualTo(180_000);
    }

    @Test
    void whatWasMovedToTheFrontIsNotPassed() {
        WaitingJob front = pinned(job(9, 500_000, "a"));

        assertThat(picked(line(HEAD, WARM, front), HAS_B)).isEqualTo(new InTurn(front, HAS_B));
    }

    @Test
    void ofTwoThatWereMovedToTheFrontTheWarmOneMayGoFirst() {
        WaitingJob front = pinned(HEAD);
        WaitingJob warmFront = pinned(WARM);

        assertThat(picked(line(front, warmFront), HAS_B)).isEqualTo(new BeforeTurn(warmFront, HAS_B, front));
    }

    @Test
    void aJobThatMustRunAloneIsNeverPreferred() {
        assertThat(picked(line(HEAD, alone(WARM)), HAS_B)).isEqualTo(new InTurn(HEAD, HAS_B));
    }

    @Test
    void aJobLeavesTheSlotThatItAvoidsToOthersUnlessItIsTheOnlyOne() {
        WaitingJob shy = avoiding(HEAD, HAS_B);

        Optional<TurnPick> ofTwo = TurnPolicy.STANDARD.next(line(shy), List.of(HAS_B), lane -> 2, LOADS);
        Optional<TurnPick> ofOne = TurnPolicy.STANDARD.next(line(shy), List.of(HAS_B), lane -> 1, LOADS);

        assertThat(ofTwo).isEmpty();
        assertThat(ofOne).contains(new InTurn(shy, HAS_B));
    }

    @Test
    void aColdHeadGetsAnEmptySlotThenOneThatNobodyNeedsThenTheOneThatRestedLongest() {
        WaitingLine line = line(HEAD, job(2, 900_000, "b"), job(3, 900_000, "c"));

        assertThat(picked(line, slot(1, "b"), slot(2, "x"), slot(3, null)).slot())
                .isEqualTo(slot(3, null));
        assertThat(picked(line, slot(1, "b"), slot(2, "x")).slot()).isEqualTo(slot(2, "x"));
        assertThat(picked(line, slot(2, "c"), slot(1, "b")).slot()).isEqualTo(slot(1, "b"));
        assertThat(picked(line, slot(1, "b"), slot(4, "a")).slot()).isEqualTo(slot(4, "a"));
    }

    @Test
    void aSlotIsGivenWhatItServesOnly() {
        WaitingLine line = line(HEAD, WARM);

        assertThat(picked(line, only(1, "b")).job()).isEqualTo(WARM);
        assertThat(next(line, only(1, "c"))).isEmpty();
        assertThat(next(new WaitingLine(), HAS_B)).isEmpty();
    }

    private static TurnPick picked(WaitingLine line, TurnSlot... idle) {
        return next(line, idle).orElseThrow();
    }

    private static Optional<TurnPick> next(WaitingLine line, TurnSlot... idle) {
        return TurnPolicy.STANDARD.next(line, List.of(idle), lane -> 1, LOADS);
    }
}
