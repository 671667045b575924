package imece.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunsAboutToEndTest {

    private static final Optional<Duration> UNKNOWN = Optional.empty();
    private static final Optional<Duration> LONG = Optional.of(RunsAboutToEnd.SOON.plusMillis(1));
    private static final Optional<Duration> SOON = Optional.of(RunsAboutToEnd.SOON);

    @Test
    void eitherFigureIsEnough() {
        assertThat(RunsAboutToEnd.aboutToEnd(SOON, LONG)).isTrue();
        assertThat(RunsAboutToEnd.aboutToEnd(LONG, SOON)).isTrue();
        assertThat(RunsAboutToEnd.aboutToEnd(UNKNOWN, SOON)).isTrue();
        assertThat(RunsAboutToEnd.aboutToEnd(LONG, LONG)).isFalse();
        assertThat(RunsAboutToEnd.aboutToEnd(UNKNOWN, LONG)).isFalse();
        assertThat(RunsAboutToEnd.aboutToEnd(LONG, UNKNOWN)).isFalse();
    }

    @Test
    void aRunOfWhichNothingIsKnownMayEndAtAnyMoment() {
        assertThat(RunsAboutToEnd.aboutToEnd(UNKNOWN, UNKNOWN)).isTrue();
    }

    @Test
    void oneThatTakesLongerThanOthersDidIsAboutToEnd() {
        assertThat(RunsAboutToEnd.aboutToEnd(UNKNOWN, Optional.of(Duration.ofSeconds(-40))))
                .isTrue();
    }
}
