package imece.gateway.feed;

import imece.contract.LiveEvent;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.gateway.broker.ConsumerFactory;
import imece.gateway.broker.GatewayIdentity;
import imece.gateway.broker.UnreadableMessages;
import imece.gateway.line.ChangedElsewhere;
import imece.gateway.line.LinePositionsTick;
import imece.gateway.workers.WorkerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.ConsumeOkEvent;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Reads this gateway's own two queues: what workers say live, and what other gateways committed. */
@Component
class WorkerEventListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkerEventListener.class);
    private static final int LONGEST_PREVIEW = 2 * 1024 * 1024;

    private final FeedHub hub;
    private final WorkerRegistry workers;
    private final ProgressRows progress;
    private final LinePositionsTick places;
    private final GatewayIdentity identity;
    private final ApplicationEventPublisher events;
    private final UnreadableMessages garbage;
    private final List<SimpleMessageListenerContainer> containers;
    private volatile boolean running;

    WorkerEventListener(
            ConsumerFactory consumerFactory,
            FeedHub hub,
            WorkerRegistry workers,
            ProgressRows progress,
            LinePositionsTick places,
            FeedSnapshots snapshots,
            GatewayIdentity identity,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.hub = hub;
        this.workers = workers;
        this.progress = progress;
        this.places = places;
        this.identity = identity;
        this.events = events;
        this.garbage = new UnreadableMessages(
                meters,
                "imece.feed.garbage",
                "A message is neither a live event nor an update; it is dropped and counted.");
        SimpleMessageListenerContainer live =
                consumerFactory.of(identity.queue(Topology.LIVE).name(), AcknowledgeMode.NONE, 0, this::live);
        SimpleMessageListenerContainer updates =
                consumerFactory.of(identity.queue(Topology.UPDATES).name(), AcknowledgeMode.NONE, 0, this::update);
        // A queue that died took updates with it: whoever listens gets everything anew. The container's own event of a
        // start
        // does not come when it starts again by itself; the broker's consent comes each time.
        updates.setApplicationEventPublisher(event -> {
            if (event instanceof ConsumeOkEvent) {
                snapshots.again();
            }
        });
        live.setApplicationEventPublisher(event -> {
            if (event instanceof ConsumeOkEvent) {
                workers.listeningAnew();
            }
        });
        this.containers = List.of(live, updates);
    }

    private void live(Message message) {
        try {
            if (Topology.JPEG.equals(message.getMessageProperties().getContentType())) {
                preview(message);
                return;
            }
            Wire.read(message.getBody(), LiveEvent.class).ifPresentOrElse(this::live, garbage::met);
        } catch (RuntimeException e) {
            log.error("A live message could not be passed on; it only decorates, nothing is lost.", e);
        }
    }

    private void live(LiveEvent event) {
        switch (event) {
            case LiveEvent.Progress step -> {
                hub.progress(step);
                progress.note(step);
            }
            case LiveEvent.Heartbeat heartbeat -> {
                if (workers.hear(heartbeat)) {
                    events.publishEvent(new WorkerRegistry.SlotsGrew());
                    places.changed();
                }
            }
            case LiveEvent.WorkerUp up ->
                log.info("worker={} is up on {}, version {}", up.worker(), up.host(), up.softwareVersion());
            case LiveEvent.WorkerDown down -> {
                workers.left(down);
                log.info("worker={} has ended in order", down.worker());
            }
            case LiveEvent.Unknown unknown -> garbage.met();
        }
    }

    private void preview(Message message) {
        Map<String, @Nullable Object> headers = message.getMessageProperties().getHeaders();
        var job = FeedUpdate.uuid(headers.get(Topology.HEADER_JOB));
        var run = FeedUpdate.uuid(headers.get(Topology.HEADER_RUN));
        if (job.isEmpty()
                || run.isEmpty()
                || message.getBody().length > LONGEST_PREVIEW
                || !(headers.get(Topology.HEADER_SEQ) instanceof Number seq)) {
            garbage.met();
            return;
        }
        hub.preview(job.get(), run.get(), seq.longValue(), frame(job.get(), message.getBody()));
    }

    /** A preview as browsers get it: 16 bytes of job id, then the JPEG. */
    static ByteBuffer frame(UUID job, byte[] jpeg) {
        return ByteBuffer.allocate(2 * Long.BYTES + jpeg.length)
                .putLong(job.getMostSignificantBits())
                .putLong(job.getLeastSignificantBits())
                .put(jpeg)
                .flip();
    }

    private void update(Message message) {
        try {
            if (identity.instance()
                    .equals(message.getMessageProperties().getHeaders().get(CommitBroadcast.FROM))) {
                return;
            }
            FeedUpdate.read(message.getMessageProperties(), message.getBody())
                    .ifPresentOrElse(this::update, garbage::met);
        } catch (RuntimeException e) {
            log.error("An update could not be passed on; the next rereading heals it.", e);
        }
    }

    private void update(FeedUpdate update) {
        if (update.lane() != null) {
            places.changed(update.lane());
            events.publishEvent(new ChangedElsewhere(update.lane(), update.status(), update.version() == 1));
        }
        if (update.jobOrNull() == null) {
            hub.text(update.owner(), update.text());
        } else {
            hub.job(update);
        }
    }

    @Override
    public void start() {
        running = true;
        containers.forEach(SimpleMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        running = false;
        containers.forEach(SimpleMessageListenerContainer::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
