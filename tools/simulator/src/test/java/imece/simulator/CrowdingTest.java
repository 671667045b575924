package imece.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.turn.SizeClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who wants very much costs somebody who wants little. */
class CrowdingTest {

    private static final long RUN = 3_000;
    private static final long LOAD = 3_000;
    private static final long MINUTE = 60_000;
    private static final SizeClass SIZE = SizeClass.of(20, 512L * 512);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fiveHundredJobsOfOneDelayASingleJobOfAnotherByARunALoadAndAMinuteAtMost(long seed) {
        Random chance = new Random(seed);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            requests.add(new Request(0, "much", "M" + chance.nextInt(4), SIZE, RUN));
        }
        requests.add(new Request(1 + chance.nextInt(400_000), "little", "M9", SIZE, RUN));
        requests.sort(Comparator.comparingLong(Request::arrival));

        List<SimulatedJob> jobs =
                new VirtualFarm(FarmShape.alike(2, LOAD), new TurnLine(), FarmWatch.NOBODY).run(requests);

        assertThat(jobs)
                .filteredOn(job -> job.request.owner().equals("little"))
                .singleElement()
                .satisfies(job -> assertThat(job.waited()).isLessThanOrEqualTo(RUN + LOAD + MINUTE));
    }
}
