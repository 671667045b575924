package imece.gateway.workers;

import imece.broker.CutMessage;
import imece.contract.LiveEvent;
import imece.contract.MessageSize;
import imece.contract.Topology;
import imece.contract.Wire;
import imece.gateway.ModerationSettings;
import imece.gateway.broker.ConsumerFactory;
import imece.gateway.broker.GatewayIdentity;
import imece.gateway.broker.UnreadableMessages;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.ConsumeOkEvent;
import org.springframework.amqp.rabbit.listener.ListenerContainerConsumerFailedEvent;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Reads what workers say live, from this gateway's own queue: who is there, and how runs go on. */
@Component
class WorkerEventListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkerEventListener.class);

    /** So many messages lie in this process at a time; the rest waits with the broker, whoever floods it. */
    private static final int MOST_AT_HAND = 50;

    private static final long LARGEST_PLACE = (1L << 53) - 1;

    private final WorkerRegistry workers;
    private final RunWatcher runs;
    private final RunPaces paces;
    private final MessageSenders senders;
    private final ApplicationEventPublisher events;
    private final UnreadableMessages garbage;
    private final SimpleMessageListenerContainer container;
    private final ModerationSettings moderation;
    private volatile boolean running;

    WorkerEventListener(
            ConsumerFactory consumerFactory,
            WorkerRegistry workers,
            RunWatcher runs,
            RunPaces paces,
            MessageSenders senders,
            GatewayIdentity identity,
            ModerationSettings moderation,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.workers = workers;
        this.runs = runs;
        this.paces = paces;
        this.senders = senders;
        this.moderation = moderation;
        this.events = events;
        this.garbage = new UnreadableMessages(
                meters, "imece.feed.garbage", "A message is no live event; it is dropped and counted.");
        this.container = consumerFactory.of(
                identity.queue(Topology.LIVE).name(), AcknowledgeMode.AUTO, MOST_AT_HAND, this::arrived);
        // A queue that died took heartbeats with it. The container's own event of a start does not come when it starts
        // again by itself; the broker's consent comes each time.
        container.setApplicationEventPublisher(event -> {
            if (event instanceof ConsumeOkEvent) {
                workers.listeningAnew();
            } else if (event instanceof ListenerContainerConsumerFailedEvent) {
                workers.deaf();
            }
        });
    }

    private void arrived(Message message) {
        try {
            if (CutMessage.in(message.getMessageProperties().getHeaders()).isPresent()) {
                garbage.met("It was too large.");
                return;
            }
            if (Topology.JPEG.equals(message.getMessageProperties().getContentType())) {
                preview(message);
                return;
            }
            String user = message.getMessageProperties().getReceivedUserId();
            Wire.read(message.getBody(), LiveEvent.class)
                    .ifPresentOrElse(
                            event -> {
                                if (comesFromItsWorker(event, user)) {
                                    heard(event);
                                }
                            },
                            garbage::met);
        } catch (RuntimeException e) {
            log.error("A live message could not be passed on; it only decorates, nothing is lost.", e);
        }
    }

    private boolean comesFromItsWorker(LiveEvent event, @Nullable String user) {
        return switch (event) {
            case LiveEvent.Progress step -> senders.believes(user, step.slot());
            case LiveEvent.Heartbeat beat -> senders.believes(user, beat.worker(), beat.instance());
            case LiveEvent.WorkerUp up -> senders.believes(user, up.worker(), up.instance());
            case LiveEvent.WorkerDown down -> senders.believes(user, down.worker(), down.instance());
            case LiveEvent.Unknown unknown -> true;
        };
    }

    private void heard(LiveEvent event) {
        switch (event) {
            case LiveEvent.Progress step -> {
                paces.hear(step);
                runs.progress(step);
            }
            case LiveEvent.Heartbeat heartbeat -> {
                if (workers.hear(heartbeat)) {
                    events.publishEvent(new WorkerRegistry.SlotsGrew());
                }
            }
            case LiveEvent.WorkerUp up -> {
                log.info("worker={} is up on {}, version {}", up.worker(), up.host(), up.softwareVersion());
                events.publishEvent(new WorkerCameUp(up.worker()));
            }
            case LiveEvent.WorkerDown down -> {
                workers.left(down);
                log.info("worker={} has ended in order", down.worker());
            }
            case LiveEvent.Unknown unknown -> garbage.met();
        }
    }

    /** What nobody has judged yet is shown to nobody: previews are off while somebody judges pictures. */
    private void preview(Message message) {
        if (moderation.on()) {
            return;
        }
        Map<String, @Nullable Object> headers = message.getMessageProperties().getHeaders();
        var job = Wire.id(headers.get(Topology.HEADER_JOB));
        var run = Wire.id(headers.get(Topology.HEADER_RUN));
        if (message.getBody().length > MessageSize.PREVIEW
                || job.isEmpty()
                || run.isEmpty()
                || !(headers.get(Topology.HEADER_SEQ) instanceof Number seq)
                || seq.longValue() < 0
                || seq.longValue() > LARGEST_PLACE) {
            garbage.met();
            return;
        }
        if (senders.believesPreview(message.getMessageProperties().getReceivedUserId(), run.get())) {
            runs.preview(job.get(), run.get(), seq.longValue(), message.getBody());
        }
    }

    @Override
    public void start() {
        running = true;
        container.start();
    }

    @Override
    public void stop() {
        running = false;
        container.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
