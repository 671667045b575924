package imece.gateway.chat;

import imece.gateway.job.view.JobView;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as people and programs see it.
 *
 * @param role user or bot
 * @param content the prompt; of a bot {@code [IMAGE_PENDING]}, the picture's path, or what went wrong
 * @param metadata status, progress, queue_position, job_id, prompt, image_url and error of the last job
 * @param jobs the pictures that it shows, in order
 */
public record MessageView(
        UUID id,
        String role,
        String content,
        Map<String, @Nullable Object> metadata,
        Instant createdAt,
        List<JobView> jobs) {
    public MessageView {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        jobs = List.copyOf(jobs);
    }
}
