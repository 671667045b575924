package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.job.JobView.Eta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LaneTest {

    private static final Pace PACE = new Pace(1, 2);

    @Test
    void nothingIsPromisedBeforeSomethingWasMeasuredOrWhileNoSlotLives() {
        assertThat(Pace.eta(null, 10, 0, 1, 2)).isNull();
        assertThat(Pace.eta(PACE, 10, 0, 1, 0)).isNull();
    }

    @Test
    void theEtaWeighsTheWorkAheadBySlotsAndAddsTheJobsOwn() {
        assertThat(Pace.eta(PACE, 30, 10, 5, 4)).isEqualTo(new Eta(15, 31));
    }

    @Property(tries = 200)
    void placesAreUniqueFromOneToNAndTheEtaNeverFallsDownTheLine(
            @ForAll @IntRange(max = 200) int waiting, @ForAll @IntRange(min = 1, max = 9) int slots) {
        List<Lane.Waiting> jobs = IntStream.range(0, waiting)
                .mapToObj(i -> new Lane.Waiting(new UUID(1, i), new UUID(2, 2), 10, i + 1, 10.0 * i))
                .toList();
        Map<UUID, Place> places = new Lane(jobs, 5).places(PACE, slots);
        Set<Integer> seen = new HashSet<>();
        List<Long> etas = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            Place place = places.getOrDefault(jobs.get(i).id(), Place.NONE);
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
