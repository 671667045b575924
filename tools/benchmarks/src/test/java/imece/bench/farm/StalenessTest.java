package imece.bench.farm;

import static org.assertj.core.api.Assertions.assertThat;

import imece.bench.stats.Latencies;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class StalenessTest {
    /** Places 5, 4, 3 after starts at 100, 200 and 300 ms. */
    private static final List<Double> STARTS = List.of(100.0, 200.0, 300.0);

    @Test
    void eachStartIsAsOldAsTheFirstFrameThatKnowsOfIt() {
        Latencies ages = Staleness.of(STARTS, 3, told(Map.of(50.0, 6, 150.0, 5, 210.0, 4, 310.0, 3)), 1_000);

        assertThat(ages.count()).isEqualTo(3);
        assertThat(ages.millisAt(0)).isCloseTo(10, Offset.offset(0.1));
        assertThat(ages.millisAt(100)).isCloseTo(50, Offset.offset(0.1));
    }

    @Test
    void oneFrameCanTellOfSeveralStarts() {
        Latencies ages = Staleness.of(STARTS, 3, told(Map.of(50.0, 6, 400.0, 3)), 1_000);

        assertThat(ages.millisAt(100)).isCloseTo(300, Offset.offset(0.5));
        assertThat(ages.millisAt(0)).isCloseTo(100, Offset.offset(0.5));
    }

    @Test
    void startsWhoseNewsMayStillBeUnderWayDoNotCount() {
        assertThat(Staleness.of(STARTS, 3, told(Map.of(150.0, 5)), 150).count()).isEqualTo(1);
    }

    @Test
    void whatWasNeverToldIsAsOldAsTheWatchingIsLong() {
        Latencies ages = Staleness.of(List.of(100.0), 3, told(Map.of(50.0, 6)), 5_000);

        assertThat(ages.millisAt(100)).isCloseTo(4_900, Offset.offset(5.0));
    }

    private static NavigableMap<Double, Integer> told(Map<Double, Integer> frames) {
        return new TreeMap<>(frames);
    }
}
