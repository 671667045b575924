package imece.gateway.store;

import com.rabbitmq.client.Channel;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.gateway.broker.Consuming;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the status queue and has whatever has arrived folded into rows, batch by batch, acknowledging after the commit. Of
 * all gateways one reads at a time. It never nacks: while Postgres is away it holds its batch and tries again.
 */
@Component
class StatusStore implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StatusStore.class);
    private static final int PREFETCH = 500;
    private static final long FIRST_RETRY_MILLIS = 100;
    private static final long LONGEST_RETRY_MILLIS = 2_000;

    private final Folding folding;
    private final StoreHealth health;
    private final SimpleMessageListenerContainer container;
    private final BlockingQueue<Arrived> arrived = new ArrayBlockingQueue<>(2 * PREFETCH);
    private volatile boolean running;

    StatusStore(Consuming consuming, Folding folding, StoreHealth health) {
        this.folding = folding;
        this.health = health;
        ChannelAwareMessageListener listener = this::arrive;
        this.container = consuming.of(Topology.STATUS_STORE, AcknowledgeMode.MANUAL, PREFETCH, listener);
    }

    /** One message, and the channel that wants its acknowledgement. */
    private record Arrived(Message message, Channel channel) {
        long tag() {
            return message.getMessageProperties().getDeliveryTag();
        }
    }

    private void arrive(Message message, @Nullable Channel channel) throws InterruptedException {
        if (channel != null) {
            arrived.put(new Arrived(message, channel));
        }
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("store").daemon().start(this::loop);
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void loop() {
        List<Arrived> batch = new ArrayList<>();
        while (running) {
            try {
                batch.clear();
                batch.add(arrived.take());
                arrived.drainTo(batch, PREFETCH);
                fold(batch.stream().map(Arrived::message).toList());
                acknowledge(batch);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // This thread is the only one that stores: whatever happens, it goes on.
                log.error("A batch of events was not acknowledged; the broker hands it out again.", e);
            }
        }
    }

    private void fold(List<Message> messages) throws InterruptedException {
        List<StatusEvent> events = new ArrayList<>();
        for (Message message : messages) {
            Wire.read(message.getBody(), StatusEvent.class)
                    .ifPresentOrElse(events::add, () -> health.garbage(message.getBody().length));
        }
        long pause = FIRST_RETRY_MILLIS;
        while (true) {
            try {
                folding.fold(events);
                health.folded(events.size());
                return;
            } catch (RuntimeException e) {
                health.stuck(events.size(), e);
                synchronized (this) {
                    wait(pause);
                }
                pause = Math.min(2 * pause, LONGEST_RETRY_MILLIS);
            }
        }
    }

    /** One acknowledgement per channel. A channel that is gone hands its messages out again: harmless, they are fenced. */
    private static void acknowledge(List<Arrived> batch) {
        for (int i = 0; i < batch.size(); i++) {
            Arrived last = batch.get(i);
            boolean lastOfChannel =
                    i + 1 == batch.size() || !batch.get(i + 1).channel().equals(last.channel());
            if (lastOfChannel) {
                try {
                    last.channel().basicAck(last.tag(), true);
                } catch (IOException | RuntimeException e) {
                    // Spring's channel says IllegalStateException when it is closed, the client's
                    // AlreadyClosedException.
                    log.debug(
                            "Acknowledgement not sent, the broker will hand these events out again: {}", e.toString());
                }
            }
        }
    }
}
