package imece.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void percentilesAreOfWhatWasAdded() {
        Latencies times = new Latencies();
        for (int millis = 1; millis <= 100; millis++) {
            times.add(Duration.ofMillis(millis).toNanos());
        }
        assertThat(times.millisAt(50)).isCloseTo(50, Percentage.withPercentage(1));
        assertThat(times.millisAt(99)).isCloseTo(99, Percentage.withPercentage(1));
    }

    @Test
    void nothingAddedIsNoNumber() {
        assertThat(new Latencies().millisAt(50)).isNaN();
        assertThat(new Latencies().curve("none").points()).isEmpty();
    }

    @Test
    void aCurveEndsWhereEventsNoLongerTellPercentilesApart() {
        Latencies few = new Latencies();
        for (int i = 0; i < 20; i++) {
            few.add(1_000_000);
        }
        assertThat(few.curve("few").points().getLast().x()).isEqualTo(95);
    }

    @Test
    void extremesAreKeptInsideTheScale() {
        Latencies times = new Latencies();
        times.add(-5);
        times.add(Duration.ofHours(2).toNanos());
        assertThat(times.count()).isEqualTo(2);
        assertThat(times.millisAt(100)).isCloseTo(600_000, Percentage.withPercentage(1));
    }

    @Test
    void arrivalsComeAtTheirMomentsAlsoIfTheOnesBeforeAreSlow() throws InterruptedException {
        Latencies late = new Latencies();
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        int arrivals = OpenLoop.run(50, Duration.ofMillis(400), intended -> {
            late.add(System.nanoTime() - intended);
            mostAtOnce.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            long until = System.nanoTime() + Duration.ofMillis(150).toNanos();
            for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            underWay.decrementAndGet();
        });
        assertThat(arrivals).isEqualTo(20);
        assertThat(late.count()).isEqualTo(20);
        // One after the other they would never meet.
        assertThat(mostAtOnce.get()).isGreaterThan(2);
    }
}
