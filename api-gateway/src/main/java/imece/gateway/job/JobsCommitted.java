package imece.gateway.job;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Published inside this gateway right after a commit that changed jobs or added some. Who listens: the feed (tells all
 * gateways' browsers) and the dispatcher (the window may have opened).
 *
 * @param jobs as they now stand
 * @param message the id of a bot or user message that was written with them, for other tabs; null if none was
 */
public record JobsCommitted(List<Job> jobs, @Nullable UUID message) {
    public JobsCommitted {
        jobs = List.copyOf(jobs);
    }
}
