package imece.gateway.feed;

import imece.contract.Wire;
import imece.gateway.broker.GatewayIdentity;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.chat.Conversations.ConversationsChanged;
import imece.gateway.chat.MessageViews;
import imece.gateway.chat.Messages.MessagesWritten;
import imece.gateway.feed.FrameQueue.Known;
import imece.gateway.job.Job;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.job.JobsCommitted;
import imece.gateway.job.JobsForgotten;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.LinePositionsTick;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageProperties;
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
    private final String gateway;
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
        this.gateway = identity.instance();
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

    @EventListener
    void on(JobsForgotten forgotten) {
        tell(forgotten.owner(), frames.forgotten(forgotten.jobs()));
    }

    private List<FeedUpdate> updates(JobsCommitted committed) {
        Map<UUID, LinePosition> stand = positions.of(committed.jobs(), committed.places());
        return committed.jobs().stream()
                .map(job -> {
                    LinePosition position = stand.getOrDefault(job.id(), LinePosition.NONE);
                    JobView view = JobView.of(job, position);
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
        headers.put(FROM, gateway);
        publisher.update(update.body(), headers);
    }

    /**
     * A committed change on its way to all gateways: the frame as browsers get it, and what a gateway needs to know about it
     * without reading the frame.
     *
     * @param owner whose sockets get it
     * @param jobOrNull null for frames that are no job
     * @param live whether the job can still change
     * @param lane where places may have changed; null for frames that are no job
     * @param status as stored; null for frames that are no job, and where a gateway of an older version does not tell
     */
    record FeedUpdate(
            UUID owner,
            @Nullable UUID jobOrNull,
            long version,
            @Nullable UUID runId,
            boolean live,
            @Nullable String lane,
            @Nullable JobStatus status,
            String text) {

        private static final String OWNER = "imece-owner";
        private static final String JOB = "imece-job";
        private static final String VERSION = "imece-version";
        private static final String RUN = "imece-run";
        private static final String LIVE = "imece-live";
        private static final String LANE = "imece-lane";
        private static final String STATUS = "imece-status";

        static FeedUpdate of(UUID owner, JobView job, JobStatus status, String lane, String text) {
            UUID run = status == JobStatus.PROCESSING ? job.runId() : null;
            return new FeedUpdate(owner, job.id(), job.version(), run, !status.terminal(), lane, status, text);
        }

        static FeedUpdate of(UUID owner, String text) {
            return new FeedUpdate(owner, null, 0, null, false, null, null, text);
        }

        UUID job() {
            if (jobOrNull == null) {
                throw new IllegalStateException("This update is about no job.");
            }
            return jobOrNull;
        }

        Known known() {
            boolean waits = live && runId == null && (status == null || status.waiting());
            return new Known(version, runId, waits);
        }

        byte[] body() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        Map<String, Object> headers() {
            Map<String, Object> headers = new HashMap<>();
            headers.put(OWNER, owner.toString());
            headers.put(VERSION, version);
            headers.put(LIVE, live);
            if (jobOrNull != null) {
                headers.put(JOB, jobOrNull.toString());
            }
            if (runId != null) {
                headers.put(RUN, runId.toString());
            }
            if (lane != null) {
                headers.put(LANE, lane);
            }
            if (status != null) {
                headers.put(STATUS, status.word());
            }
            return headers;
        }

        /** The update in this message, or empty if it is none. */
        static Optional<FeedUpdate> read(MessageProperties properties, byte[] body) {
            Map<String, @Nullable Object> headers = properties.getHeaders();
            Optional<UUID> owner = Wire.id(headers.get(OWNER));
            if (owner.isEmpty() || !(headers.get(VERSION) instanceof Long version)) {
                return Optional.empty();
            }
            String lane = headers.get(LANE) == null ? null : String.valueOf(headers.get(LANE));
            return Optional.of(new FeedUpdate(
                    owner.get(),
                    Wire.id(headers.get(JOB)).orElse(null),
                    version,
                    Wire.id(headers.get(RUN)).orElse(null),
                    Boolean.TRUE.equals(headers.get(LIVE)),
                    lane,
                    status(headers.get(STATUS)),
                    new String(body, StandardCharsets.UTF_8)));
        }

        private static @Nullable JobStatus status(@Nullable Object word) {
            return Arrays.stream(JobStatus.values())
                    .filter(status -> status.word().equals(word))
                    .findFirst()
                    .orElse(null);
        }
    }
}
