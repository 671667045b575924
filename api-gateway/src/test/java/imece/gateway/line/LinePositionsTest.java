package imece.gateway.line;

import static imece.gateway.line.LineFixtures.entry;
import static imece.gateway.line.LineFixtures.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import imece.gateway.job.Job;
import imece.gateway.job.Job.Origin;
import imece.gateway.job.Samples;
import imece.gateway.line.LaneOrder.WaitingEntry;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.LinePositions.Moved;
import imece.gateway.line.LineRows.LineReading;
import imece.gateway.line.LineRows.WatchedJob;
import imece.gateway.turn.WorkAhead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LinePositionsTest {

    private static final UUID SOMEBODY = new UUID(1, 1);
    private static final UUID MINE = new UUID(2, 5);
    private static final LineStanding MY_PLACE = queued(50, 5);

    private final LineSurroundings surroundings = mock(LineSurroundings.class);
    private final LineForecasts forecasts = mock(LineForecasts.class);
    private final List<WaitingEntry> waiting = new ArrayList<>(List.of(entry(MY_PLACE, 1_000)));
    private final List<String> statements = new ArrayList<>();
    private final LinePositions positions =
            new LinePositions(new MadeUpRows(), new LineLength(() -> 0, System::nanoTime), surroundings, forecasts);

    /** One lane, in which somebody has one job. */
    private final class MadeUpRows extends LineRows {
        MadeUpRows() {
            super(mock(JdbcClient.class));
        }

        @Override
        Set<String> waitingLanes() {
            statements.add("lanes");
            return Set.of("a", "b");
        }

        @Override
        Map<UUID, WorkAhead> ahead(String lane, Collection<UUID> ids, Collection<String> lanes) {
            statements.add("count " + lane);
            return ids.stream().collect(Collectors.toMap(id -> id, id -> new WorkAhead(2, 4_000)));
        }

        @Override
        LineReading read(Collection<UUID> owners) {
            statements.add("read");
            WatchedJob mine = new WatchedJob(MINE, SOMEBODY, "a", MY_PLACE, 1_000, false, null, false, Instant.EPOCH);
            return new LineReading(Map.of("a", waiting), owners.contains(SOMEBODY) ? List.of(mine) : List.of());
        }

        @Override
        Map<UUID, WorkAhead> letPast(Collection<UUID> ids) {
            return Map.of();
        }
    }

    @BeforeEach
    void nothingElseHappens() {
        when(surroundings.snapshot(any())).thenAnswer(call -> {
            LineReading reading = call.getArgument(0);
            return LineSnapshot.of(reading.byLane(), LaneCompetition.NONE, Set.of());
        });
        when(surroundings.lanesOnly(any())).thenReturn(LineSnapshot.EMPTY);
        when(surroundings.conditions(any()))
                .thenAnswer(call -> new LineConditions(
                        List.of(LineFixtures.idle("a")), Set.of(), false, lane -> Optional.empty(), lane -> null));
        when(forecasts.loading()).thenReturn(Set.of());
    }

    @Test
    void whoLooksIsToldOnceAndThenOnlyWhatIsNew() {
        assertThat(look()).extracting(Moved::job).containsExactly(MINE);
        assertThat(look()).isEmpty();
        waiting.add(entry(queued(90, 9), 1_000));
        assertThat(look()).as("behind it").isEmpty();
        assertThat(positions.remembered()).isEqualTo(1);
    }

    @Test
    void aPositionThatRisesIsToldWithItsReasonAndNotOnceMore() {
        look();
        waiting.add(entry(queued(10, 9), 2_000));

        LinePosition told = look().getFirst().place();
        assertThat(told.position()).isEqualTo(2);
        assertThat(told.roseBecause()).isEqualTo(PositionRise.AHEAD_IN_TURN);
        assertThat(told.why()).isInstanceOf(WaitReason.AheadInTurn.class);
        assertThat(look()).as("the reason alone is no news").isEmpty();
    }

    @Test
    void aPositionThatFallsNeedsNoReason() {
        waiting.add(entry(queued(10, 4), 2_000));
        assertThat(look().getFirst().place().position()).isEqualTo(2);
        waiting.removeLast();
        LinePosition told = look().getFirst().place();
        assertThat(told.position()).isEqualTo(1);
        assertThat(told.roseBecause()).isNull();
    }

    @Test
    void onceNobodyLooksNothingIsRememberedAndNothingIsComparedWithIt() {
        look();
        positions.forget();
        assertThat(positions.remembered()).isZero();
        waiting.add(entry(queued(10, 9), 2_000));
        assertThat(look().getFirst().place().roseBecause()).isNull();
    }

    @Test
    void aListOfEverybodysJobsCostsNoStatementForEachOfThem() {
        List<JobView> few = positions.shown(jobs(20));
        assertThat(few).hasSize(20).allSatisfy(view -> assertThat(view.why()).isNotNull());
        assertThat(statements).containsExactlyInAnyOrder("lanes", "count a", "count b");

        statements.clear();
        assertThat(positions.shown(jobs(100))).hasSize(100);
        assertThat(statements).containsExactly("read");
    }

    /** Of as many people, in two lanes. */
    private static List<Job> jobs(int count) {
        Job one = Samples.queued();
        return IntStream.range(0, count)
                .mapToObj(number -> new Job(
                        new UUID(9, number),
                        new Origin(new UUID(8, number), null, null, 0, Samples.NOW),
                        number % 2 == 0 ? "a" : "b",
                        100L + number,
                        one.turn(),
                        one.spec(),
                        null,
                        one.counters(),
                        null,
                        one.state()))
                .toList();
    }

    private List<Moved> look() {
        return positions.reread(Set.of(SOMEBODY));
    }
}
