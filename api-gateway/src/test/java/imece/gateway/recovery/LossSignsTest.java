package imece.gateway.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.recovery.LossCandidates.LossSigns;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LossSignsTest {

    @Test
    void aDispatchedJobLooksLostOnlyIfItsLaneIsEmptyOrALaterOneHasStarted() {
        assertThat(LossSigns.ofMessage(false, false, () -> true)).isTrue();
        assertThat(LossSigns.ofMessage(false, false, () -> false)).isFalse();
        assertThat(LossSigns.ofMessage(false, true, () -> false)).isTrue();
    }

    @Test
    void aDispatchedJobThatAWorkerHasInHandIsNotLostWhateverTheBrokerShows() {
        assertThat(LossSigns.ofMessage(true, false, LossSignsTest::unasked)).isFalse();
        assertThat(LossSigns.ofMessage(true, true, LossSignsTest::unasked)).isFalse();
    }

    @Test
    void aRunLooksLostAfterTwentyFiveSecondsOfSilenceWithAnEmptyLane() {
        Duration long25 = Duration.ofSeconds(25);
        assertThat(LossSigns.ofRun(long25, () -> true)).isTrue();
        assertThat(LossSigns.ofRun(long25, () -> false)).isFalse();
        assertThat(LossSigns.ofRun(long25.minusMillis(1), LossSignsTest::unasked))
                .isFalse();
    }

    @Test
    void theCardSaysSoAfterTen() {
        assertThat(LossSigns.shows(Duration.ofSeconds(10))).isTrue();
        assertThat(LossSigns.shows(Duration.ofSeconds(10).minusMillis(1))).isFalse();
    }

    @Test
    void nobodyIsSilentForLongerThanTheRunLasts() {
        Duration hour = Duration.ofHours(1);
        assertThat(LossSigns.silence(hour, Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(LossSigns.silence(Duration.ofSeconds(2), Duration.ofSeconds(3)))
                .isEqualTo(Duration.ofSeconds(2));
    }

    private static boolean unasked() {
        throw new AssertionError("The broker need not be asked.");
    }
}
