package imece.worker.link;

import com.rabbitmq.client.ShutdownSignalException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.amqp.AmqpException;

/**
 * Keeps the consuming connection open, and with it this process's queue for orders, also while every slot is busy and
 * consumes nothing: gateways take a missing queue for a dead worker, and would start its jobs anew. Every few seconds it
 * declares that queue again, since nothing tells when somebody has deleted its binding.
 */
final class ConsumingKeeper implements Runnable {

    private static final long LOOK_EVERY_MILLIS = 300;
    private static final Duration DECLARE_EVERY = Duration.ofSeconds(5);

    private final Broker broker;
    private final Broker.OnChannel own;
    private final ConnectionNews news;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private long declaredAt = System.nanoTime();

    /**
     * One that has not begun.
     *
     * @param own declares this process's own queue
     */
    ConsumingKeeper(Broker broker, Broker.OnChannel own, ConnectionNews news) {
        this.broker = broker;
        this.own = own;
        this.news = news;
        this.thread = Thread.ofPlatform().name("keeper").daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    void close() throws InterruptedException {
        closed.countDown();
        thread.join(LOOK_EVERY_MILLIS);
    }

    @Override
    public void run() {
        try {
            while (!closed.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                connect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() {
        try {
            broker.connectConsuming();
            if (System.nanoTime() - declaredAt > DECLARE_EVERY.toNanos()) {
                declaredAt = System.nanoTime();
                broker.declareAgain(own);
            }
        } catch (AmqpException | ShutdownSignalException e) {
            news.failed(e);
        }
    }
}
