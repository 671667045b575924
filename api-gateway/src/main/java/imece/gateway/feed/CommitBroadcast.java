package imece.gateway.feed;

import imece.gateway.broker.GatewayIdentity;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.chat.Conversations.ConversationsChanged;
import imece.gateway.chat.MessageViews;
import imece.gateway.chat.Messages.MessagesWritten;
import imece.gateway.job.Job;
import imece.gateway.job.JobsCommitted;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.LinePositionsTick;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells what this gateway has committed: to its own sockets at once, to the other gateways through the broker. */
@Component
class CommitBroadcast {

    static final String FROM = "imece-from";

    private final FeedHub hub;
    private final LinePositions positions;
    private final LinePositionsTick tick;
    private final FeedFrames frames;
    private final MessagePublisher publisher;
    private final GatewayIdentity identity;
    private final MessageViews messages;

    CommitBroadcast(
            FeedHub hub,
            LinePositions positions,
            LinePositionsTick tick,
            FeedFrames frames,
            MessagePublisher publisher,
            GatewayIdentity identity,
            MessageViews messages) {
        this.messages = messages;
        this.hub = hub;
        this.positions = positions;
        this.tick = tick;
        this.frames = frames;
        this.publisher = publisher;
        this.identity = identity;
    }

    @EventListener
    void on(JobsCommitted committed) {
        for (FeedUpdate update : updates(committed)) {
            hub.job(update);
            send(update);
        }
        committed.jobs().stream().map(Job::lane).distinct().forEach(tick::changed);
        UUID message = committed.message();
        if (message != null && !committed.jobs().isEmpty()) {
            UUID owner = committed.jobs().getFirst().origin().owner();
            messages.turn(message).forEach(written -> tell(owner, frames.message(written)));
        }
    }

    @EventListener
    void on(MessagesWritten written) {
        written.messages().forEach(message -> tell(written.owner(), frames.message(message)));
    }

    @EventListener
    void on(ConversationsChanged changed) {
        tell(changed.owner(), frames.conversations());
    }

    private List<FeedUpdate> updates(JobsCommitted committed) {
        Map<UUID, LinePosition> stand = positions.of(committed.jobs(), committed.places());
        return committed.jobs().stream()
                .map(job -> {
                    LinePosition position = stand.getOrDefault(job.id(), LinePosition.NONE);
                    JobView view = JobView.of(job, position.position(), position.eta());
                    return FeedUpdate.of(job.origin().owner(), view, job.status(), job.lane(), frames.job(view));
                })
                .toList();
    }

    /** A frame for all sockets of one visitor, on every gateway. */
    private void tell(UUID owner, String text) {
        hub.text(owner, text);
        send(FeedUpdate.of(owner, text));
    }

    private void send(FeedUpdate update) {
        Map<String, Object> headers = new HashMap<>(update.headers());
        headers.put(FROM, identity.instance());
        publisher.update(update.body(), headers);
    }
}
