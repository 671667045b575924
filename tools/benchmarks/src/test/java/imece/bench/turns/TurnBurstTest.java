package imece.bench.turns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TurnBurstTest {
    private static final TurnTimes TIMES = new TurnTimes(3_000, 5, 80, 500, 5);

    @Test
    void aSeedDrawsTheSameJobsWhoeverOwnsThem() {
        assertThat(new TurnBurst(TIMES, 1, 18).drawn())
                .hasSize(80)
                .isEqualTo(new TurnBurst(TIMES, 4, 18).drawn())
                .isNotEqualTo(new TurnBurst(TIMES, 1, 19).drawn())
                .containsAll(TurnTimes.CHECKPOINTS);
    }

    @Test
    void firstInFirstOutLoadsForThreeJobsOfFour() {
        double mean = LongStream.range(0, 200)
                .map(seed -> new TurnBurst(TIMES, 1, seed).firstInFirstOut())
                .average()
                .orElseThrow();
        assertThat(mean).isBetween(56.0, 61.0);
    }
}
