package imece.gateway.chat;

import imece.gateway.chat.Messages.Message;
import imece.gateway.job.Job;
import imece.gateway.job.rows.Jobs;
import imece.gateway.line.JobView;
import imece.gateway.line.LinePositions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows messages with their jobs, at their present places. */
@Component
public class MessageViews {

    private final Messages messages;
    private final Jobs jobs;
    private final LinePositions positions;

    MessageViews(Messages messages, Jobs jobs, LinePositions positions) {
        this.messages = messages;
        this.jobs = jobs;
        this.positions = positions;
    }

    /** The messages of these ids that exist, oldest first; for the feed, and for the answer to a prompt. */
    public List<MessageView> ofIds(Collection<UUID> ids) {
        return of(messages.ofIds(ids));
    }

    /** A bot message with the prompt that it answers, oldest first; empty if it is gone. For the feed: another tab wrote. */
    public List<MessageView> turn(UUID bot) {
        return of(messages.turn(bot));
    }

    List<MessageView> of(List<Message> shown) {
        List<Job> found = jobs.ofMessages(shown.stream()
                .filter(m -> m.role().equals("bot"))
                .map(Message::id)
                .toList());
        Map<UUID, List<JobView>> byMessage = new LinkedHashMap<>();
        for (JobView view : positions.shown(found)) {
            UUID message = view.messageId();
            if (message != null) {
                byMessage.computeIfAbsent(message, id -> new ArrayList<>()).add(view);
            }
        }
        return shown.stream()
                .map(message -> with(message, byMessage.getOrDefault(message.id(), List.of())))
                .toList();
    }

    private static MessageView with(Message message, List<JobView> jobs) {
        return new MessageView(
                message.id(),
                message.role(),
                message.content(),
                message.key(),
                jobs.isEmpty() ? message.shownMetadata() : present(message, jobs.getLast()),
                message.createdAt(),
                jobs);
    }

    /** Between submit and the end of waiting the stored place is old; the derived one is shown. */
    private static Map<String, @Nullable Object> present(Message message, JobView last) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>(message.metadata());
        metadata.put("queue_position", last.queuePosition());
        return metadata;
    }

    /**
     * A message as people and programs see it.
     *
     * @param role user or bot
     * @param content the prompt; of a bot {@code [IMAGE_PENDING]}, the picture's path, or what went wrong
     * @param idempotencyKey under which a prompt was sent; null for a bot, and for a prompt that came without one
     * @param metadata status, progress, queue_position, job_id, prompt, image_url and error of the last job
     * @param jobs the pictures that it shows, in order
     */
    public record MessageView(
            UUID id,
            String role,
            String content,
            @Nullable String idempotencyKey,
            Map<String, @Nullable Object> metadata,
            Instant createdAt,
            List<JobView> jobs) {
        public MessageView {
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
            jobs = List.copyOf(jobs);
        }
    }
}
