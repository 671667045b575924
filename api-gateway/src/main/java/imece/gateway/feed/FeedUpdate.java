package imece.gateway.feed;

import imece.gateway.broker.MessageHeaders;
import imece.gateway.feed.FrameQueue.Known;
import imece.gateway.job.JobState.JobStatus;
import imece.gateway.line.JobView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.core.MessageProperties;

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
        Optional<UUID> owner = MessageHeaders.uuid(headers.get(OWNER));
        if (owner.isEmpty() || !(headers.get(VERSION) instanceof Long version)) {
            return Optional.empty();
        }
        String lane = headers.get(LANE) == null ? null : String.valueOf(headers.get(LANE));
        return Optional.of(new FeedUpdate(
                owner.get(),
                MessageHeaders.uuid(headers.get(JOB)).orElse(null),
                version,
                MessageHeaders.uuid(headers.get(RUN)).orElse(null),
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
