package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdleWatchTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final FakeChannel channel = new FakeChannel(new ArrayList<>(), new ConcurrentLinkedQueue<>());
    private final IdleWatch watch = new IdleWatch("gpu-0", now::get);
    private Subscription subscription;

    @BeforeEach
    void subscribe() throws IOException {
        subscription = new Subscription(channel.channel());
    }

    @Test
    void whoIsHandedNothingForAMinuteRegistersAgain() throws IOException {
        after(IdleWatch.RENEW_AFTER);
        assertThat(watch.wantsRenewal(subscription)).isFalse();
        after(Duration.ofMillis(1));
        assertThat(watch.wantsRenewal(subscription)).isTrue();
    }

    @Test
    void whoIsServedBeginsTheMinuteAnew() throws IOException {
        after(IdleWatch.RENEW_AFTER);
        watch.served();
        after(IdleWatch.RENEW_AFTER);
        assertThat(watch.wantsRenewal(subscription)).isFalse();
    }

    @Test
    void whoIsPassedOverAtTwoLooksRegistersAgain() throws IOException {
        channel.ready = 1;
        after(IdleWatch.LOOK_EVERY);
        assertThat(watch.wantsRenewal(subscription)).isFalse();
        after(IdleWatch.LOOK_EVERY);
        assertThat(watch.wantsRenewal(subscription)).isTrue();
    }

    @Test
    void whoIsServedBetweenTwoLooksIsNotPassedOver() throws IOException {
        channel.ready = 1;
        after(IdleWatch.LOOK_EVERY);
        assertThat(watch.wantsRenewal(subscription)).isFalse();
        watch.served();
        after(IdleWatch.LOOK_EVERY);
        assertThat(watch.wantsRenewal(subscription)).isFalse();
    }

    @Test
    void whoIsForgottenByTheBrokerRegistersAgainButDoesNotAskBeforeALookIsDue() throws IOException {
        channel.consumers = 0;
        after(IdleWatch.LOOK_EVERY.minusNanos(1));
        assertThat(watch.wantsRenewal(subscription)).isFalse();
        after(Duration.ofNanos(1));
        assertThat(watch.wantsRenewal(subscription)).isTrue();
    }

    private void after(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
