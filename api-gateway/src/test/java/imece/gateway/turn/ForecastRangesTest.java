package imece.gateway.turn;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.turn.ForecastRanges.Told;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastRangesTest {

    private final ForecastRanges ranges = new ForecastRanges();

    @Test
    void whereNothingWasLearntTheRangeIsHalfToTwice() {
        assertThat(ranges.range(3, 0, 10_000)).isEqualTo(new Told(3, 0, 10_000, 5_000, 20_000));
    }

    @Test
    void fourOfFiveComeTrueHoweverFarOffPointsAre() {
        Random chance = new Random(1);
        int held = 0;
        for (int i = 0; i < 4_000; i++) {
            Told told = ranges.range(1 + i % 30, 40_000, 60_000);
            long actual = Math.round(90_000 * Math.exp(0.5 * chance.nextGaussian()));
            held += i >= 1_000 && told.holds(actual) ? 1 : 0;
            ranges.learn(told, actual);
        }

        assertThat(held / 3_000.0).isBetween(0.78, 0.90);
    }

    @Test
    void nearPlacesAreJudgedByThemselves() {
        for (int i = 0; i < 100; i++) {
            ranges.learn(ranges.range(1, 0, 10_000), 10_000);
            ranges.learn(ranges.range(100, 0, 10_000), i % 2 == 0 ? 1_000 : 100_000);
        }

        Told near = ranges.range(1, 0, 10_000);
        Told far = ranges.range(100, 0, 10_000);

        assertThat(near.high() - near.low()).isLessThan(10);
        assertThat(far.low()).isLessThanOrEqualTo(1_000);
        assertThat(far.high()).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void jobsFarAheadOfTheClockAreJudgedByThemselves() {
        for (int i = 0; i < 100; i++) {
            ranges.learn(ranges.range(1, 0, 10_000), 10_000);
            ranges.learn(ranges.range(1, 1_000_000, 10_000), 40_000);
        }

        assertThat(ranges.range(1, 0, 10_000).high()).isLessThan(11_000);
        assertThat(ranges.range(1, 1_000_000, 10_000).low()).isGreaterThan(39_000);
    }

    @Test
    void placesAndDistancesFormClasses() {
        assertThat(ForecastBin.of(4, 0)).isEqualTo(ForecastBin.of(5, 29_999)).isNotEqualTo(ForecastBin.of(6, 0));
        assertThat(ForecastBin.of(151, 0)).isEqualTo(ForecastBin.of(9_999, -5)).isNotEqualTo(ForecastBin.of(150, 0));
        assertThat(ForecastBin.of(1, 30_000)).isEqualTo(new ForecastBin(0, 1));
    }
}
