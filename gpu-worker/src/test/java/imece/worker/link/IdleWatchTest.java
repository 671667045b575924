package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.link.QueueInspector.QueueCounts;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdleWatchTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final IdleWatch watch = new IdleWatch("gpu-0", now::get);
    private Optional<QueueCounts> counts = Optional.of(new QueueCounts(0, 1));

    @Test
    void whoIsHandedNothingForAMinuteRegistersAgain() {
        after(IdleWatch.RENEW_AFTER);
        assertThat(watch.wantsRenewal(() -> counts)).isFalse();
        after(Duration.ofMillis(1));
        assertThat(watch.wantsRenewal(() -> counts)).isTrue();
    }

    @Test
    void whoIsServedBeginsTheMinuteAnew() {
        after(IdleWatch.RENEW_AFTER);
        watch.served();
        after(IdleWatch.RENEW_AFTER);
        assertThat(watch.wantsRenewal(() -> counts)).isFalse();
    }

    @Test
    void whoIsPassedOverAtTwoLooksRegistersAgain() {
        counts = Optional.of(new QueueCounts(1, 1));
        after(IdleWatch.LOOK_EVERY);
        assertThat(watch.wantsRenewal(() -> counts)).isFalse();
        after(IdleWatch.LOOK_EVERY);
        assertThat(watch.wantsRenewal(() -> counts)).isTrue();
    }

    @Test
    void whoIsServedBetweenTwoLooksIsNotPassedOver() {
        counts = Optional.of(new QueueCounts(1, 1));
        after(IdleWatch.LOOK_EVERY);
        assertThat(watch.wantsRenewal(() -> counts)).isFalse();
        watch.served();
        after(IdleWatch.LOOK_EVERY);
        assertThat(watch.wantsRenewal(() -> counts)).isFalse();
    }

    @Test
    void whoIsForgottenByTheBrokerRegistersAgainButDoesNotAskBeforeALookIsDue() {
        counts = Optional.of(new QueueCounts(0, 0));
        after(IdleWatch.LOOK_EVERY.minusNanos(1));
        assertThat(watch.wantsRenewal(() -> counts)).isFalse();
        after(Duration.ofNanos(1));
        assertThat(watch.wantsRenewal(() -> counts)).isTrue();
    }

    @Test
    void aQueueThatCannotBeLookedAtIsNoReasonToRegisterAgain() {
        counts = Optional.empty();
        after(IdleWatch.LOOK_EVERY);
        assertThat(watch.wantsRenewal(() -> counts)).isFalse();
    }

    private void after(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
