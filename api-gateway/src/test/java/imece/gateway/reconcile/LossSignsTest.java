package imece.gateway.reconcile;

import static imece.gateway.job.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class LossSignsTest {

    private static final BooleanSupplier EMPTY = () -> true;
    private static final BooleanSupplier NOT_EMPTY = () -> false;
    private static final BooleanSupplier UNASKED = () -> {
        throw new AssertionError("The broker need not be asked.");
    };

    @Test
    void aDispatchedJobLooksLostOnlyIfItsLaneIsEmptyOrALaterOneHasStarted() {
        assertThat(LossSigns.ofMessage(false, false, EMPTY)).isTrue();
        assertThat(LossSigns.ofMessage(false, false, NOT_EMPTY)).isFalse();
        assertThat(LossSigns.ofMessage(false, true, NOT_EMPTY)).isTrue();
    }

    @Test
    void aDispatchedJobThatAWorkerHasInHandIsNotLostWhateverTheBrokerShows() {
        assertThat(LossSigns.ofMessage(true, false, UNASKED)).isFalse();
        assertThat(LossSigns.ofMessage(true, true, UNASKED)).isFalse();
    }

    @Test
    void aRunLooksLostAfterTwentyFiveSecondsOfSilenceWithAnEmptyLane() {
        Duration long25 = Duration.ofSeconds(25);
        assertThat(LossSigns.ofRun(long25, EMPTY)).isTrue();
        assertThat(LossSigns.ofRun(long25, NOT_EMPTY)).isFalse();
        assertThat(LossSigns.ofRun(long25.minusMillis(1), UNASKED)).isFalse();
    }

    @Test
    void theCardSaysSoAfterTen() {
        assertThat(LossSigns.shows(Duration.ofSeconds(10))).isTrue();
        assertThat(LossSigns.shows(Duration.ofSeconds(10).minusMillis(1))).isFalse();
    }

    @Test
    void nobodyIsSilentForLongerThanTheRunLasts() {
        Duration hour = Duration.ofHours(1);
        assertThat(LossSigns.silence(hour, NOW.minusSeconds(3), NOW)).isEqualTo(Duration.ofSeconds(3));
        assertThat(LossSigns.silence(Duration.ofSeconds(2), NOW.minusSeconds(3), NOW))
                .isEqualTo(Duration.ofSeconds(2));
    }
}
