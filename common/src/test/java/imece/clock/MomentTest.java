package imece.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MomentTest {

    private static final Moment EARLY = new Moment(Long.MAX_VALUE - 10);
    private static final Moment LATE = EARLY.plus(Duration.ofNanos(30));

    @Test
    void whatLiesBetweenTwoIsADurationAlsoWhereTheCounterOverflows() {
        assertThat(LATE.nanos()).isNegative();
        assertThat(EARLY.until(LATE)).isEqualTo(Duration.ofNanos(30));
        assertThat(LATE.until(EARLY)).isEqualTo(Duration.ofNanos(-30));
    }

    @Test
    void oneIsLaterThanTheOtherAlsoWhereTheCounterOverflows() {
        assertThat(LATE.isAfter(EARLY)).isTrue();
        assertThat(EARLY.isAfter(LATE)).isFalse();
        assertThat(EARLY.isBefore(LATE)).isTrue();
        assertThat(LATE.isBefore(EARLY)).isFalse();
        assertThat(EARLY.isAfter(EARLY)).isFalse();
        assertThat(EARLY.isBefore(EARLY)).isFalse();
        assertThat(Moment.later(EARLY, LATE)).isEqualTo(LATE);
        assertThat(Moment.later(LATE, EARLY)).isEqualTo(LATE);
    }

    @Test
    void theMachinesOwnGoesForward() {
        MonotonicClock clock = MonotonicClock.system();
        Moment first = clock.now();
        assertThat(clock.now().isBefore(first)).isFalse();
    }
}
