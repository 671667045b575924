package imece.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LossyPublisherTest {

    private final BlockingQueue<Integer> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> failed = new LinkedBlockingQueue<>();

    /** The broker takes as many messages as there are permits. */
    private final Semaphore broker = new Semaphore(0);

    private final CountDownLatch interrupted = new CountDownLatch(1);

    private final LossyPublisher<Integer> publisher =
            new LossyPublisher<>("lossy", 3, this::send, (message, cause) -> failed.add(message));

    @AfterEach
    void close() throws InterruptedException {
        broker.release(1_000);
        publisher.close();
    }

    @Test
    void aBrokerThatTakesNothingMakesNobodyWaitAndTheOldestAreLost() throws InterruptedException {
        publisher.start();
        publisher.offer(0);
        assertThat(begun.take()).isZero();
        for (int i = 1; i <= 10; i++) {
            publisher.offer(i);
        }
        assertThat(publisher.dropped()).isEqualTo(7);
        broker.release(4);
        assertThat(List.of(begun.take(), begun.take(), begun.take())).containsExactly(8, 9, 10);
    }

    @Test
    void whatIsOfferedBeforeTheStartGoesOutAfterIt() throws InterruptedException {
        publisher.offer(1);
        publisher.offer(2);
        assertThat(begun).isEmpty();
        broker.release(2);
        publisher.start();
        assertThat(List.of(begun.take(), begun.take())).containsExactly(1, 2);
        assertThat(publisher.dropped()).isZero();
    }

    @Test
    void aMessageThatCannotBeSentIsToldOfAndTheNextOneIsSent() throws InterruptedException {
        broker.release(3);
        publisher.start();
        publisher.offer(-1);
        publisher.offer(-2);
        publisher.offer(3);
        assertThat(List.of(failed.take(), failed.take())).containsExactly(-1, -2);
        assertThat(List.of(begun.take(), begun.take(), begun.take())).containsExactly(-1, -2, 3);
    }

    @Test
    void whatWaitsCanBeDropped() throws InterruptedException {
        publisher.start();
        publisher.offer(0);
        assertThat(begun.take()).isZero();
        publisher.offer(1);
        publisher.offer(2);
        publisher.clear();
        publisher.offer(3);
        assertThat(publisher.dropped()).isEqualTo(2);
        broker.release(2);
        assertThat(begun.take()).isEqualTo(3);
    }

    @Test
    void onClosingWhatWaitsStillGoesOutAndNothingThatComesLater() throws InterruptedException {
        broker.release(2);
        publisher.offer(1);
        publisher.offer(2);
        publisher.start();
        publisher.close(Duration.ofSeconds(30));
        publisher.offer(3);
        assertThat(begun).containsExactly(1, 2);
        assertThat(publisher.dropped()).isEqualTo(1);
    }

    @Test
    void closingDoesNotWaitLongForABrokerThatTakesNothing() throws InterruptedException {
        publisher.start();
        publisher.offer(0);
        assertThat(begun.take()).isZero();
        publisher.offer(1);
        publisher.close(Duration.ofMillis(1));
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(begun).isEmpty();
        assertThat(publisher.dropped()).isEqualTo(1);
    }

    @Test
    void oneThatWasNeverStartedCanBeClosed() throws InterruptedException {
        publisher.offer(1);
        publisher.close();
        assertThat(begun).isEmpty();
        assertThat(publisher.dropped()).isEqualTo(1);
    }

    private void send(Integer message) {
        begun.add(message);
        try {
            broker.acquire();
        } catch (InterruptedException e) {
            interrupted.countDown();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        if (message < 0) {
            throw new IllegalArgumentException("The broker refuses " + message + ".");
        }
    }
}
