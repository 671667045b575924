package imece.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pausesDoubleUpToTheLongestAndBeginAnewOnceItHasWorked() {
        Backoff.Series pause = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3)).series();
        assertThat(Stream.generate(pause::next).limit(6).map(Duration::toMillis))
                .containsExactly(200L, 400L, 800L, 1_600L, 3_000L, 3_000L);
        pause.reset();
        assertThat(pause.next()).isEqualTo(Duration.ofMillis(200));
    }

    @Property
    void pausesGrowToTheLongestAndNeverBeyond(
            @ForAll("backoffs") Backoff backoff, @ForAll @IntRange(min = -1, max = 1_000) int failures) {
        Duration pause = backoff.after(failures);
        assertThat(pause).isBetween(backoff.first(), backoff.longest());
        assertThat(backoff.after(failures + 1)).isGreaterThanOrEqualTo(pause);
        if (failures >= 1 && pause.compareTo(backoff.longest()) < 0) {
            assertThat(backoff.after(failures + 1)).isGreaterThan(pause);
        }
        assertThat(backoff.after(Integer.MAX_VALUE)).isEqualTo(backoff.longest());
    }

    @Property
    void aSeriesIsThePausesAfterOneTwoThreeFailures(
            @ForAll("backoffs") Backoff backoff, @ForAll @IntRange(min = 0, max = 80) int failures) {
        Backoff.Series series = backoff.series();
        for (int round = 0; round < 2; round++) {
            assertThat(Stream.generate(series::next).limit(failures))
                    .isEqualTo(IntStream.rangeClosed(1, failures)
                            .mapToObj(backoff::after)
                            .toList());
            series.reset();
        }
    }

    @Test
    void aFirstPauseThatIsNoneOrLongerThanTheLongestIsRefused() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT2S");
    }

    @Provide
    Arbitrary<Backoff> backoffs() {
        Arbitrary<Long> nanos = Arbitraries.longs().between(1, Long.MAX_VALUE);
        return Combinators.combine(nanos, nanos)
                .as((a, b) -> new Backoff(Duration.ofNanos(Math.min(a, b)), Duration.ofNanos(Math.max(a, b))));
    }
}
