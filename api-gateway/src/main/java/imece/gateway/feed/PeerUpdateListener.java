package imece.gateway.feed;

import imece.broker.CutMessage;
import imece.contract.Topology;
import imece.gateway.broker.ConsumerFactory;
import imece.gateway.broker.GatewayIdentity;
import imece.gateway.broker.UnreadableMessages;
import imece.gateway.feed.CommitBroadcast.FeedUpdate;
import imece.gateway.line.ChangedElsewhere;
import imece.gateway.line.LinePositionsTick;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.ConsumeOkEvent;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Reads what other gateways committed, from this gateway's own queue, and passes it on to who is connected here. */
@Component
class PeerUpdateListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PeerUpdateListener.class);

    /** So many messages lie in this process at a time; the rest waits with the broker, whoever floods it. */
    private static final int MOST_AT_HAND = 100;

    private final FeedHub hub;
    private final LinePositionsTick positions;
    private final String gateway;
    private final ApplicationEventPublisher events;
    private final UnreadableMessages garbage;
    private final SimpleMessageListenerContainer container;
    private volatile boolean running;

    PeerUpdateListener(
            ConsumerFactory consumerFactory,
            FeedHub hub,
            LinePositionsTick positions,
            FeedSnapshots snapshots,
            GatewayIdentity identity,
            ApplicationEventPublisher events,
            MeterRegistry meters) {
        this.hub = hub;
        this.positions = positions;
        this.gateway = identity.instance();
        this.events = events;
        this.garbage = new UnreadableMessages(
                meters, "imece.feed.garbage", "A message is no update; it is dropped and counted.");
        this.container = consumerFactory.of(
                identity.queue(Topology.UPDATES).name(), AcknowledgeMode.AUTO, MOST_AT_HAND, this::arrived);
        // A queue that died took updates with it: whoever listens gets everything anew. The container's own event of a
        // start does not come when it starts again by itself; the broker's consent comes each time.
        container.setApplicationEventPublisher(event -> {
            if (event instanceof ConsumeOkEvent) {
                snapshots.again();
            }
        });
    }

    private void arrived(Message message) {
        try {
            if (gateway.equals(message.getMessageProperties().getHeaders().get(CommitBroadcast.FROM))) {
                return;
            }
            if (CutMessage.in(message.getMessageProperties().getHeaders()).isPresent()) {
                garbage.met("It was too large.");
                return;
            }
            FeedUpdate.read(message.getMessageProperties(), message.getBody())
                    .ifPresentOrElse(this::pass, garbage::met);
        } catch (RuntimeException e) {
            log.error("An update could not be passed on; the next rereading heals it.", e);
        }
    }

    private void pass(FeedUpdate update) {
        if (update.lane() != null) {
            positions.changed(update.lane());
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
