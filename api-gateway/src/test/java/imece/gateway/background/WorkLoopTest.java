package imece.gateway.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkLoopTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final List<String> order = new CopyOnWriteArrayList<>();
    private final Letters letters = new Letters();
    private final WorkLoop loop = new WorkLoop("letters", letters, LONG);

    /** Takes one word after the other; some of them mean something. */
    private final class Letters implements WorkLoop.LoopBody {
        private final BlockingQueue<String> box = new ArrayBlockingQueue<>(10);
        private final CountDownLatch enough = new CountDownLatch(1);

        @Override
        public void pass() throws InterruptedException {
            String word = box.take();
            order.add(word + " on " + Thread.currentThread().getName());
            switch (word) {
                case "die" -> throw new OutOfMemoryError("not really");
                case "long" -> enough.await();
                default -> {}
            }
        }

        @Override
        public void wake() {
            box.add("woken");
            enough.countDown();
        }

        @Override
        public void ended() {
            order.add("ended on " + Thread.currentThread().getName());
        }

        @Override
        public void revived() {
            order.add("revived");
        }
    }

    @AfterEach
    void end() {
        loop.stop();
    }

    @Test
    void itWorksOnAThreadOfItsNameAndStopWaitsUntilThePassHasEnded() {
        loop.start();
        assertThat(loop.isRunning()).isTrue();
        letters.box.add("long");
        await().atMost(LONG).until(() -> order.contains("long on letters"));
        loop.stop();
        assertThat(loop.isRunning()).isFalse();
        assertThat(order.getLast()).isEqualTo("ended on letters");
        assertThat(order).doesNotContain("revived");
    }

    @Test
    void oneThatDiedIsStartedAgain() {
        loop.start();
        Runnable watch = loop.watch().work();
        watch.run();
        assertThat(order).as("it lives").isEmpty();

        letters.box.add("die");
        await().atMost(LONG).until(() -> {
            watch.run();
            return order.contains("revived");
        });
        letters.box.add("after");
        await().atMost(LONG).until(() -> order.contains("after on letters"));
        assertThat(order).containsExactly("die on letters", "revived", "after on letters");
        assertThat(loop.watch().name()).isEqualTo("revive-letters");
    }

    @Test
    void oneThatWasStoppedIsNotStartedAgain() {
        loop.start();
        loop.stop();
        loop.watch().work().run();
        assertThat(order).doesNotContain("revived");
    }

    @Test
    void aPassThatDoesNotEndInTimeIsInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        WorkLoop deaf = new WorkLoop(
                "deaf",
                () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                },
                Duration.ofMillis(1));
        deaf.start();
        assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        deaf.stop();
        assertThat(interrupted.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itCanBeStartedAgain() {
        loop.start();
        loop.stop();
        loop.start();
        letters.box.add("again");
        await().atMost(LONG).until(() -> order.contains("again on letters"));
    }
}
