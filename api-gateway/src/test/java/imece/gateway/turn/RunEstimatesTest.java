package imece.gateway.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunEstimatesTest {

    private static final SizeClass SMALL = SizeClass.of(20, 512L * 512);
    private static final SizeClass LARGE = SizeClass.of(40, 1024L * 1024);

    private final RunEstimates estimates = new RunEstimates();

    @Test
    void whereNothingEndedThereIsAGuess() {
        assertThat(estimates.runMillis("a", SMALL, "gpu")).isEqualTo(25_000);
        assertThat(RunEstimates.guessed(estimates.runMillis("a", SMALL, "gpu"))).isTrue();
        assertThat(estimates.loadMillis("a", "gpu")).isEqualTo(22_000);
    }

    @Test
    void theSameKindCountsThenTheCheckpointThenAll() {
        estimates.ranFor("a", SMALL, "gpu", 1_000);

        assertThat(estimates.runMillis("b", SMALL, "gpu")).isEqualTo(1_000);
        assertThat(RunEstimates.guessed(estimates.runMillis("b", SMALL, "gpu"))).isFalse();

        estimates.ranFor("b", LARGE, "gpu", 9_000);
        estimates.ranFor("b", LARGE, "gpu", 9_000);

        assertThat(estimates.runMillis("a", SMALL, "gpu")).isEqualTo(1_000);
        assertThat(estimates.runMillis("a", LARGE, "gpu")).isEqualTo(1_000);
        assertThat(estimates.runMillis("b", SMALL, "other")).isEqualTo(9_000);
        assertThat(estimates.runMillis("c", SMALL, "gpu")).isEqualTo(9_000);
    }

    @Test
    void loadsAreLearntByCheckpointAndGpu() {
        estimates.loadedFor("a", "fast", 3_000);
        estimates.loadedFor("a", "slow", 37_000);

        assertThat(estimates.loadMillis("a", "fast")).isEqualTo(3_000);
        assertThat(estimates.loadMillis("a", "slow")).isEqualTo(37_000);
        assertThat(estimates.loadMillis("a", "third")).isEqualTo(3_000);
        assertThat(estimates.loadMillis("b", "slow")).isEqualTo(3_000);
    }

    @Test
    void onlyTheLastFiftyCount() {
        for (int i = 0; i < 100; i++) {
            estimates.ranFor("a", SMALL, "gpu", i < 50 ? 1_000 : 5_000 + i);
        }

        assertThat(estimates.runMillis("a", SMALL, "gpu")).isEqualTo(5_074);
    }

    @Test
    void whereItIsNotKnownWhichGpuItWillBeTheirMeanCounts() {
        estimates.ranFor("a", SMALL, "fast", 2_000);
        estimates.ranFor("a", SMALL, "slow", 6_000);

        assertThat(estimates.runMillis("a", SMALL, List.of("fast", "slow", "slow")))
                .isEqualTo(4_000);
        assertThat(estimates.runMillis("b", SMALL, List.of())).isEqualTo(2_000);
    }

    @Test
    void sizesAreAlikeWithinHalfAnOctave() {
        assertThat(SizeClass.of(21, 512L * 512)).isEqualTo(SMALL);
        assertThat(SizeClass.of(40, 512L * 512).halfOctaves()).isEqualTo(SMALL.halfOctaves() + 2);
        assertThat(SizeClass.of(0, 0).halfOctaves()).isZero();
    }
}
