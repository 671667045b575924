package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.line.JobView.Eta;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.LineRows.LaneReading;
import imece.gateway.line.LineRows.LaneReading.RenderSpeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LaneReadingTest {

    private static final RenderSpeed PACE = new RenderSpeed(1, 2);

    @Test
    void nothingIsPromisedBeforeSomethingWasMeasuredOrWhileNoSlotLives() {
        assertThat(RenderSpeed.eta(null, 10, 0, 1, 2)).isNull();
        assertThat(RenderSpeed.eta(PACE, 10, 0, 1, 0)).isNull();
    }

    @Test
    void theEtaWeighsTheWorkAheadBySlotsAndAddsTheJobsOwn() {
        assertThat(RenderSpeed.eta(PACE, 30, 10, 5, 4)).isEqualTo(new Eta(15, 31));
    }

    @Test
    void eachOneWaitsForWhatRunsAndForWhatStandsBeforeIt() {
        LaneReading laneReading =
                new LaneReading(List.of(waiting(1, 10, 0), waiting(2, 40, 10), waiting(3, 10, 50)), 20);

        // Two slots, a unit takes 1 s to 2 s, a second for the rounding: (20 + 0) / 2 + 10 and so on.
        Map<UUID, LinePosition> places = laneReading.places(PACE, 2);
        assertThat(places)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        id(1), new LinePosition(1, new Eta(20, 41)),
                        id(2), new LinePosition(2, new Eta(55, 111)),
                        id(3), new LinePosition(3, new Eta(45, 91))));
        assertThat(laneReading.places(PACE, 4))
                .as("more slots, less time")
                .containsEntry(id(1), new LinePosition(1, new Eta(15, 31)))
                .containsEntry(id(3), new LinePosition(3, new Eta(27, 56)));
    }

    @Test
    void whileNothingIsMeasuredOrNoSlotLivesPlacesAreToldAlone() {
        LaneReading laneReading = new LaneReading(List.of(waiting(1, 10, 0)), 20);
        assertThat(laneReading.places(null, 2)).containsExactly(Map.entry(id(1), new LinePosition(1, null)));
        assertThat(laneReading.places(PACE, 0)).containsExactly(Map.entry(id(1), new LinePosition(1, null)));
    }

    @Test
    void whoMustPauseBeforeAnotherTryHasNoPlaceThatOthersCouldMakeRise() {
        LaneReading laneReading = new LaneReading(
                List.of(new LaneReading.Waiting(id(1), new UUID(2, 2), 10, 1, 0, true), waiting(2, 10, 10)), 0);

        Map<UUID, LinePosition> places = laneReading.places(PACE, 1);
        assertThat(places)
                .containsEntry(id(1), new LinePosition(0, null, WaitReason.ANOTHER_TRY))
                .containsEntry(id(2), new LinePosition(2, new Eta(20, 41)));
    }

    @Test
    void aRangeIsRoundedOutwards() {
        assertThat(RenderSpeed.eta(new RenderSpeed(0.5, 0.5), 1, 0, 2, 1)).isEqualTo(new Eta(1, 3));
        assertThat(RenderSpeed.eta(new RenderSpeed(0.01, 0.01), 0, 0, 1, 1)).isEqualTo(new Eta(0, 2));
    }

    @Property
    void whatRunsCountsAndMoreSlotsNeverTakeLonger(
            @ForAll @IntRange(max = 100_000) int running,
            @ForAll @IntRange(max = 100_000) int ahead,
            @ForAll @IntRange(min = 1, max = 1_000) int own,
            @ForAll @IntRange(min = 1, max = 16) int slots) {
        Eta eta = eta(ahead, running, own, slots);
        assertThat(eta(ahead, running + 2 * slots, own, slots).fromSeconds()).isGreaterThan(eta.fromSeconds());
        assertThat(eta(ahead + 2 * slots, running, own, slots)).isEqualTo(eta(ahead, running + 2 * slots, own, slots));
        assertThat(eta(ahead, running, own, slots + 1).toSeconds()).isLessThanOrEqualTo(eta.toSeconds());
        assertThat(eta.toSeconds()).as("never sooner than it takes").isGreaterThanOrEqualTo(2L * own);
    }

    private static Eta eta(int ahead, int running, int own, int slots) {
        return Objects.requireNonNull(RenderSpeed.eta(PACE, ahead, running, own, slots));
    }

    private static LaneReading.Waiting waiting(int position, long work, double ahead) {
        return new LaneReading.Waiting(id(position), new UUID(2, 2), work, position, ahead);
    }

    private static UUID id(int position) {
        return new UUID(1, position);
    }

    @Property(tries = 200)
    void placesAreUniqueFromOneToNAndTheEtaNeverFallsDownTheLine(
            @ForAll @IntRange(max = 200) int waiting, @ForAll @IntRange(min = 1, max = 9) int slots) {
        List<LaneReading.Waiting> jobs = IntStream.range(0, waiting)
                .mapToObj(i -> new LaneReading.Waiting(new UUID(1, i), new UUID(2, 2), 10, i + 1, 10.0 * i))
                .toList();
        Map<UUID, LinePosition> places = new LaneReading(jobs, 5).places(PACE, slots);
        Set<Integer> seen = new HashSet<>();
        List<Long> etas = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            LinePosition place = places.getOrDefault(jobs.get(i).id(), LinePosition.NONE);
            assertThat(place.position()).isEqualTo(i + 1);
            assertThat(seen.add(place.position())).isTrue();
            Eta eta = place.eta();
            assertThat(eta).isNotNull();
            if (eta != null) {
                assertThat(eta.toSeconds()).isGreaterThanOrEqualTo(eta.fromSeconds());
                etas.add(eta.toSeconds());
            }
        }
        assertThat(etas).isSorted();
    }
}
