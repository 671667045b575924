package imece.worker.link;

import imece.broker.BrokerAddress;
import imece.broker.LossyPublisher;
import imece.contract.LiveEvent;
import imece.contract.MessageSize;
import imece.contract.RunKey;
import imece.contract.StatusEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.contract.WorkerOrder;
import imece.worker.run.RunEvents;
import imece.worker.slot.OrderReceiver;
import imece.worker.slot.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** This process's link to the farm: news go out, jobs and orders come in. */
public final class FarmLink {

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Broker broker;
    private final ConnectionNews news;
    private final StatusPublisher outbox;
    private final LiveSender live;
    private volatile @Nullable ConsumingKeeper keeper;
    private final UnreadableDeliveries unreadable = new UnreadableDeliveries();
    private final List<SlotPipeline> consumers = new ArrayList<>();

    /**
     * A link that is not open yet; news wait or get lost, as their kind is.
     *
     * @param uri the broker's address
     * @param name shown by the broker beside the connections
     */
    public FarmLink(String uri, String name) {
        this.news = new ConnectionNews(BrokerAddress.shown(uri));
        this.broker = new Broker(uri, name, news);
        this.outbox = new StatusPublisher(broker, news);
        this.live = new LiveSender(broker, news);
    }

    /** Where news go. */
    public RunEvents events() {
        return new AmqpEvents(outbox, live);
    }

    /**
     * Begins to publish, to receive orders and to consume; retries by itself for as long as the broker is away.
     *
     * @param stopping whether slots end as soon as nothing is in hand
     * @param ready is called once, when every slot consumes
     */
    public void open(
            List<Slot> slots, OrderReceiver receiver, String controlQueue, BooleanSupplier stopping, Runnable ready) {
        ControlQueue control = new ControlQueue(controlQueue, order -> receive(order, receiver), unreadable);
        broker.onConsumingConnect(channel -> control.open(channel.getConnection()));
        live.start();
        ConsumingKeeper started = new ConsumingKeeper(broker, control::declare, news);
        keeper = started;
        started.start();
        Set<String> missing = ConcurrentHashMap.newKeySet();
        slots.forEach(slot -> missing.add(slot.name()));
        for (Slot slot : slots) {
            Runnable consuming = () -> {
                if (missing.remove(slot.name()) && missing.isEmpty()) {
                    ready.run();
                }
            };
            consumers.add(new SlotPipeline(
                    broker::consumingChannel,
                    new QueueInspector(broker::consumingChannel),
                    news,
                    slot,
                    stopping,
                    consuming,
                    unreadable));
        }
        consumers.forEach(SlotPipeline::start);
    }

    private void receive(WorkerOrder order, OrderReceiver receiver) {
        receiver.receive(order);
        consumers.forEach(consumer -> consumer.wakeFor(order));
    }

    /** Something has changed that decides which slots take jobs. */
    public void wake() {
        consumers.forEach(SlotPipeline::wake);
    }

    /** Waits until no slot has anything in hand and all have ended; false if that takes longer. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (SlotPipeline consumer : consumers) {
            if (!consumer.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }

    /** Sends the last words and leaves; deliveries still in hand go to other workers. */
    public void close() throws InterruptedException {
        live.close(LAST_WORDS);
        ConsumingKeeper started = keeper;
        if (started != null) {
            started.close();
        }
        consumers.forEach(SlotPipeline::interrupt);
        outbox.close();
        broker.close();
    }

    /** News by way of the broker. */
    record AmqpEvents(StatusPublisher outbox, LiveSender live) implements RunEvents {

        @Override
        public CompletableFuture<Void> report(StatusEvent event) {
            return outbox.publish(event);
        }

        @Override
        public void tell(LiveEvent event) {
            live.tell(event);
        }

        @Override
        public void preview(RunKey run, long seq, byte[] jpeg) {
            live.preview(run, seq, jpeg);
        }
    }

    /**
     * Publishes what only decorates; nobody who tells something waits. What the broker does not take now is lost, because the next
     * heartbeat or frame says more than a late one.
     */
    static final class LiveSender {

        private static final Logger log = LoggerFactory.getLogger(LiveSender.class);
        private static final int MOST_WAITING = 128;

        private final String user;
        private final ConnectionNews news;
        private final LossyPublisher<Message> publisher;

        LiveSender(Broker broker, ConnectionNews news) {
            this(new RabbitTemplate(broker.publishing()), broker.user(), news);
        }

        /** One that publishes with this template, as this user of the broker. */
        LiveSender(RabbitTemplate template, String user, ConnectionNews news) {
            this.user = user;
            this.news = news;
            this.publisher = new LossyPublisher<>(
                    "live", MOST_WAITING, message -> template.send(Topology.LIVE, "", message), this::failed);
        }

        void start() {
            publisher.start();
        }

        void tell(LiveEvent event) {
            publisher.offer(MessageBuilder.withBody(Wire.write(event))
                    .setContentType(Topology.JSON)
                    .setUserId(user)
                    .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                    .build());
        }

        void preview(RunKey run, long seq, byte[] jpeg) {
            if (jpeg.length > MessageSize.PREVIEW) {
                log.debug("A preview of {} bytes is larger than gateways take; it is left out.", jpeg.length);
                return;
            }
            publisher.offer(MessageBuilder.withBody(jpeg)
                    .setContentType(Topology.JPEG)
                    .setUserId(user)
                    .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                    .setHeader(Topology.HEADER_JOB, run.jobId().toString())
                    .setHeader(Topology.HEADER_RUN, run.runId().toString())
                    .setHeader(Topology.HEADER_SEQ, seq)
                    .build());
        }

        /** Sends what is waiting, if the broker takes it within the time, and ends. */
        void close(Duration patience) throws InterruptedException {
            publisher.close(patience);
            log.debug("{} live messages were dropped in all.", publisher.dropped());
        }

        private void failed(Message lost, RuntimeException cause) {
            news.failed(cause);
            publisher.clear();
        }
    }
}
