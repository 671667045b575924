package imece.worker.link;

import com.rabbitmq.client.ShutdownSignalException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

/** Tells the log in a sentence when the broker is reached, lost, or still away; the last at most twice a minute. */
final class ConnectionNews implements ConnectionListener {

    private static final Logger log = LoggerFactory.getLogger(ConnectionNews.class);
    private static final Duration REPEAT = Duration.ofSeconds(30);
    private static final Duration LOSS = Duration.ofSeconds(1);

    private final String address;
    private boolean away;
    private boolean lost;
    private long lastLoss;
    private long lastSaid;

    ConnectionNews(String address) {
        this.address = address;
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        log.debug("A connection to the broker at {} is open.", address);
        synchronized (this) {
            if (away) {
                log.info("The broker at {} is back.", address);
            }
            away = false;
        }
    }

    @Override
    public void onShutDown(ShutdownSignalException signal) {
        if (!signal.isInitiatedByApplication() && firstOfThisLoss()) {
            log.warn("The connection to the broker at {} was lost: {}", address, BrokerErrors.of(signal));
        }
    }

    @Override
    public void onFailed(Exception exception) {
        failed(exception);
    }

    /** Every connection and channel tells of its own end; one line is enough. */
    private synchronized boolean firstOfThisLoss() {
        long now = System.nanoTime();
        boolean first = !lost || now - lastLoss > LOSS.toNanos();
        lost = true;
        lastLoss = now;
        return first;
    }

    /** Something that needs the broker did not work. */
    synchronized void failed(Throwable cause) {
        long now = System.nanoTime();
        if (!away || now - lastSaid > REPEAT.toNanos()) {
            log.warn("The broker at {} can't be used ({}); trying again.", address, BrokerErrors.of(cause));
            lastSaid = now;
        }
        away = true;
    }
}
