package imece.gateway.ingest;

import com.rabbitmq.client.Channel;
import imece.broker.Backoff;
import imece.broker.CutMessage;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.background.WorkLoop;
import imece.gateway.broker.BrokerSettings;
import imece.gateway.broker.ConsumerFactory;
import imece.gateway.broker.PoisonNote;
import imece.gateway.broker.PoisonQueue;
import imece.gateway.workers.MessageSenders;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
class StatusIngest implements SmartLifecycle, PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(StatusIngest.class);
    private static final int PREFETCH = 500;

    /** How long an idle loop waits before it looks whether it is to end. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private static final Backoff RETRY = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final EventFolder folder;
    private final IngestHealth health;
    private final PoisonQueue poison;
    private final MessageSenders senders;
    private final String ownUser;
    private final SimpleMessageListenerContainer container;
    private final BlockingQueue<Arrived> arrived = new ArrayBlockingQueue<>(2 * PREFETCH);
    private final AtomicLong arrivedEver = new AtomicLong();
    private final AtomicInteger held = new AtomicInteger();
    private final WorkLoop loop = new WorkLoop("store", new Batches());

    StatusIngest(
            ConsumerFactory consumerFactory,
            EventFolder folder,
            IngestHealth health,
            PoisonQueue poison,
            MessageSenders senders,
            BrokerSettings settings) {
        this.folder = folder;
        this.health = health;
        this.poison = poison;
        this.senders = senders;
        this.ownUser = settings.user();
        ChannelAwareMessageListener listener = this::arrive;
        this.container = consumerFactory.of(Topology.STATUS_STORE, AcknowledgeMode.MANUAL, PREFETCH, listener);
    }

    /** One message, and the channel that wants its acknowledgement. */
    private record Arrived(Message message, Channel channel) {
        long tag() {
            return message.getMessageProperties().getDeliveryTag();
        }
    }

    private void arrive(Message message, @Nullable Channel channel) throws InterruptedException {
        if (channel != null) {
            arrivedEver.incrementAndGet();
            held.incrementAndGet();
            arrived.put(new Arrived(message, channel));
        }
    }

    @Override
    public void start() {
        held.set(arrived.size());
        loop.start();
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** How many messages have come here so far. */
    long arrived() {
        return arrivedEver.get();
    }

    /** Whether messages have come that are not stored yet. */
    boolean holding() {
        return held.get() > 0;
    }

    /** Leaves the queue and joins it again. What was not acknowledged comes once more, here or elsewhere. */
    void consumeAnew() {
        container.stop();
        container.start();
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(loop.watch());
    }

    private final class Batches implements WorkLoop.LoopBody {

        @Override
        public void pass() throws InterruptedException {
            Arrived first = arrived.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            if (first == null) {
                return;
            }
            List<Arrived> batch = new ArrayList<>();
            batch.add(first);
            arrived.drainTo(batch, PREFETCH);
            try {
                fold(batch.stream().map(Arrived::message).toList());
                acknowledge(batch);
            } catch (RuntimeException e) {
                // This thread is the only one that stores: whatever happens, it goes on.
                log.error("A batch of events was not acknowledged; the broker hands it out again.", e);
            }
            held.addAndGet(-batch.size());
        }

        @Override
        public void wake() {
            synchronized (StatusIngest.this) {
                StatusIngest.this.notifyAll();
            }
        }

        /** The batch that the dead thread had is acknowledged by nobody: it is to come again. */
        @Override
        public void revived() {
            health.stands();
            held.set(arrived.size());
            consumeAnew();
        }
    }

    private void fold(List<Message> messages) throws InterruptedException {
        List<StatusEvent> events = new ArrayList<>();
        for (Message message : messages) {
            read(message)
                    .ifPresentOrElse(
                            event -> {
                                if (comesFromWhomItNames(event, message)) {
                                    events.add(event);
                                }
                            },
                            () -> poison(message));
        }
        Backoff.Series pause = RETRY.series();
        while (true) {
            try {
                folder.fold(events);
                health.folded(events.size());
                return;
            } catch (RuntimeException e) {
                health.stuck(events.size(), e);
                synchronized (this) {
                    if (loop.isRunning()) {
                        wait(pause.next().toMillis());
                    }
                }
                if (!loop.isRunning()) {
                    throw new InterruptedException("The gateway ends; nobody acknowledges these events.");
                }
            }
        }
    }

    /** The event, unless there is none in it or it was too large and only its beginning is here. */
    private static Optional<StatusEvent> read(Message message) {
        boolean whole =
                CutMessage.in(message.getMessageProperties().getHeaders()).isEmpty();
        return whole ? Wire.read(message.getBody(), StatusEvent.class) : Optional.empty();
    }

    /** A marker of another gateway's concerns nobody here, so only those of this one's own user are passed on. */
    private boolean comesFromWhomItNames(StatusEvent event, Message message) {
        String user = message.getMessageProperties().getReceivedUserId();
        return switch (event) {
            case StatusEvent.OfRun ofRun -> senders.believes(user, ofRun.slot());
            case StatusEvent.Marker marker -> ownUser.equals(user);
            case StatusEvent.Unknown unknown -> true;
        };
    }

    private void poison(Message message) {
        PoisonNote note = PoisonNote.of(Topology.STATUS_STORE, message);
        poison.put(note);
        health.garbage(note);
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
