package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TurnTest {

    private final Turn turn = new Turn();

    @Test
    void itIsOneHandsTurnUntilThatEndsIt() throws Exception {
        turn.take();
        CompletableFuture<Void> other = running(turn::take);
        assertThat(other).isNotDone();
        turn.end();
        other.join();
        assertThat(turn.passed()).isFalse();
    }

    @Test
    void aHandThatHasSomethingToPutAwayPassesItOnAndIsWaitedForOnlyByWhoWantsTo() throws Exception {
        turn.take();
        turn.pass();
        turn.take();
        assertThat(turn.passed()).isTrue();
        CompletableFuture<Void> both = running(turn::awaitOther);
        assertThat(both).isNotDone();
        turn.done();
        both.join();
    }

    @Test
    void twoHandsNeverHaveItTogetherAndNeverLoseIt() {
        AtomicInteger taking = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger served = new AtomicInteger();
        CompletableFuture<Void> one = running(() -> hand(taking, most, served));
        CompletableFuture<Void> two = running(() -> hand(taking, most, served));
        await().until(() -> one.isDone() && two.isDone());
        one.join();
        two.join();
        assertThat(most).hasValue(1);
        assertThat(served).hasValue(2_000);
    }

    private void hand(AtomicInteger taking, AtomicInteger most, AtomicInteger served) throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            turn.take();
            most.accumulateAndGet(taking.incrementAndGet(), Math::max);
            boolean passes = ThreadLocalRandom.current().nextBoolean();
            if (ThreadLocalRandom.current().nextInt(10) == 0) {
                turn.awaitOther();
            }
            taking.decrementAndGet();
            if (passes) {
                turn.pass();
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(20_000));
                turn.done();
            } else {
                turn.end();
            }
            served.incrementAndGet();
        }
    }

    private interface Waiting {
        void run() throws InterruptedException;
    }

    private static CompletableFuture<Void> running(Waiting what) {
        return CompletableFuture.runAsync(() -> {
            try {
                what.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
