package imece.gateway.line;

import static imece.gateway.line.LineFixtures.entry;
import static imece.gateway.line.LineFixtures.idle;
import static imece.gateway.line.LineFixtures.pinned;
import static imece.gateway.line.LineFixtures.queued;
import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.line.LaneOrder.WaitingEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineArrivalsTest {

    private static final LaneCompetition BOTH = LaneCompetition.among(List.of(idle("a", "b")));
    private static final LaneCompetition APART = LaneCompetition.among(List.of(idle("a"), idle("b")));
    private static final LineStanding MINE = queued(10, 5);

    @Test
    void somebodyCameWhoseTurnIsLower() {
        assertThat(why(line(BOTH, Set.of(), MINE), line(BOTH, Set.of(), MINE, queued(9, 6))))
                .isEqualTo(PositionRise.AHEAD_IN_TURN);
    }

    @Test
    void somebodyCameBackToWhereTheyStood() {
        assertThat(why(line(BOTH, Set.of(), MINE), line(BOTH, Set.of(), MINE, queued(8, 2))))
                .isEqualTo(PositionRise.RETURNED);
    }

    @Test
    void theOperatorMovedAJobToTheFront() {
        assertThat(why(line(BOTH, Set.of(), MINE, queued(20, 7)), line(BOTH, Set.of(), MINE, pinned(20, 7))))
                .isEqualTo(PositionRise.TO_THE_FRONT);
    }

    @Test
    void aLaneGoesOnThatPaused() {
        assertThat(why(line(BOTH, Set.of("b"), MINE, queued(8, 2)), line(BOTH, Set.of(), MINE, queued(8, 2))))
                .isEqualTo(PositionRise.LANE_RESUMED);
    }

    @Test
    void slotsServeOtherLanesThanTheyDid() {
        assertThat(why(line(APART, Set.of(), MINE, queued(8, 2)), line(BOTH, Set.of(), MINE, queued(8, 2))))
                .isEqualTo(PositionRise.SLOTS_CHANGED);
    }

    @Test
    void whoCameBehindOrElsewhereIsNoReason() {
        LineArrivals arrivals = LineArrivals.between(
                line(APART, Set.of(), MINE, queued(8, 2)), line(APART, Set.of(), MINE, queued(8, 2), queued(3, 1)));
        assertThat(arrivals.why("a", MINE)).isEqualTo(PositionRise.AHEAD_IN_TURN);
    }

    /** Nothing but arrivals, slots and lanes that go on lets a position rise: without them there is nothing to be told. */
    @Property(tries = 300)
    void whereNobodyCameNoPositionRises(@ForAll Random random) {
        Map<String, List<WaitingEntry>> jobs = LineSnapshotTest.someJobs(random);
        LineSnapshot before = LineSnapshot.of(jobs, BOTH, Set.of());
        Map<String, List<WaitingEntry>> left = new HashMap<>();
        jobs.forEach((lane, waiting) -> left.put(
                lane, waiting.stream().filter(job -> random.nextInt(4) > 0).toList()));
        LineSnapshot after = LineSnapshot.of(left, BOTH, Set.of());
        left.forEach((lane, waiting) -> waiting.forEach(
                job -> assertThat(after.ahead(lane, job.standing()).jobs())
                        .isLessThanOrEqualTo(before.ahead(lane, job.standing()).jobs())));
    }

    private static PositionRise why(LineSnapshot before, LineSnapshot now) {
        assertThat(now.ahead("a", MINE).jobs())
                .as("it rises")
                .isGreaterThan(before.ahead("a", MINE).jobs());
        return LineArrivals.between(before, now).why("a", MINE);
    }

    /** Mine in lane a, the others in lane b. */
    private static LineSnapshot line(
            LaneCompetition slots, Set<String> paused, LineStanding mine, LineStanding... others) {
        List<WaitingEntry> elsewhere =
                new ArrayList<>(Stream.of(others).map(job -> entry(job, 1)).toList());
        return LineSnapshot.of(Map.of("a", List.of(entry(mine, 1)), "b", elsewhere), slots, paused);
    }
}
