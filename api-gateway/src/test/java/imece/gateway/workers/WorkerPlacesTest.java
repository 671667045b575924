package imece.gateway.workers;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent.EngineOffer;
import imece.contract.LiveEvent.GpuReport;
import imece.contract.LiveEvent.Heartbeat;
import imece.contract.LiveEvent.SlotReport;
import imece.contract.LiveEvent.SlotState;
import imece.contract.LiveEvent.WorkerState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerPlacesTest {

    private final Set<UUID> silent = new HashSet<>();

    @Test
    void ofTooManyTheLongestSilentGoesFirst() {
        WorkerPlaces places = new WorkerPlaces(3, 1_000);
        List.of(2, 3, 1).forEach(worker -> twice(places, id(worker)));
        silent.addAll(Set.of(id(2), id(3)));

        assertThat(heard(places, id(4))).containsExactly(id(2));
        assertThat(heard(places, id(5))).containsExactly(id(3));
    }

    @Test
    void thenThoseHeardOnlyOnceAndWhoIsHeardAgainAndAgainStays() {
        WorkerPlaces places = new WorkerPlaces(3, 1_000);
        List.of(1, 2).forEach(worker -> twice(places, id(worker)));

        assertThat(heard(places, id(3))).isEmpty();
        assertThat(heard(places, id(4))).containsExactly(id(3));
        assertThat(heard(places, id(5))).containsExactly(id(4));
        assertThat(heard(places, id(1))).isEmpty();
    }

    @Test
    void whereAllAreHeardAgainANewcomerGetsNoPlace() {
        WorkerPlaces places = new WorkerPlaces(2, 1_000);
        List.of(1, 2).forEach(worker -> twice(places, id(worker)));

        assertThat(heard(places, id(3))).containsExactly(id(3));
        assertThat(places.heardAgain(id(3))).isFalse();
        assertThat(places.heardAgain(id(1))).isTrue();
    }

    @Test
    void whoSaysTooMuchCountsAsMany() {
        WorkerPlaces places = new WorkerPlaces(100, 1_000);
        List.of(1, 2).forEach(worker -> twice(places, id(worker)));

        assertThat(places.heard(id(3), 990, silent::contains)).containsExactly(id(3));
        assertThat(places.heard(id(4), 900, silent::contains)).isEmpty();
        assertThat(places.heard(id(5), 100, silent::contains)).containsExactly(id(4));
    }

    @Test
    void aPlaceThatIsGivenUpIsFree() {
        WorkerPlaces places = new WorkerPlaces(2, 1_000);
        List.of(1, 2).forEach(worker -> twice(places, id(worker)));

        places.keepOnly(Set.of(id(2)));

        assertThat(heard(places, id(3))).isEmpty();
    }

    @Test
    void ofAHundredThousandThatAreMadeUpNoneTakesThePlaceOfOneThatGoesOn() {
        WorkerPlaces places = new WorkerPlaces(10_000, 100_000_000);
        List<UUID> honest =
                IntStream.range(-20, 0).mapToObj(WorkerPlacesTest::id).toList();
        honest.forEach(worker -> twice(places, worker));

        for (int made = 0; made < 100_000; made++) {
            assertThat(heard(places, id(made))).doesNotContainAnyElementsOf(honest);
            if (made % 5_000 == 0) {
                honest.forEach(worker -> assertThat(heard(places, worker)).isEmpty());
            }
        }
    }

    @Test
    void aHeartbeatWeighsWhatItNames() {
        assertThat(WorkerPlaces.weight(heartbeat(500))).isGreaterThan(WorkerPlaces.weight(heartbeat(0)) + 500 * 60);
    }

    private List<UUID> heard(WorkerPlaces places, UUID worker) {
        return places.heard(worker, 10, silent::contains);
    }

    private void twice(WorkerPlaces places, UUID worker) {
        assertThat(heard(places, worker)).isEmpty();
        assertThat(heard(places, worker)).isEmpty();
    }

    private static Heartbeat heartbeat(int names) {
        EngineOffer offer = new EngineOffer(
                IntStream.range(0, names).mapToObj(i -> "model-" + i).toList(), List.of());
        return new Heartbeat(
                "worker-1",
                id(1),
                "host",
                "1",
                WorkerState.READY,
                List.of(new SlotReport(
                        GpuReport.named("gpu-0", "GPU"),
                        SlotState.IDLE,
                        "demo",
                        "default",
                        null,
                        null,
                        null,
                        null,
                        offer)),
                List.of());
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }
}
