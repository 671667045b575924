package imece.gateway.job;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Published inside this gateway right after a commit that changed jobs or added some. Who listens: the feed (tells all
 * gateways' browsers) and the dispatcher (the window may have opened).
 *
 * @param jobs as they now stand
 * @param message the id of a bot or user message that was written with them, for other tabs; null if none was
 * @param places in the line, of those jobs whose place the transaction knew anyway
 */
public record JobsCommitted(List<Job> jobs, @Nullable UUID message, Map<UUID, Integer> places) {
    public JobsCommitted {
        jobs = List.copyOf(jobs);
        places = Map.copyOf(places);
    }

    /** With places that are to be looked up. */
    public JobsCommitted(List<Job> jobs, @Nullable UUID message) {
        this(jobs, message, Map.of());
    }

    /** The same, job by job. */
    public List<JobsCommitted> each() {
        return jobs.stream()
                .map(job -> new JobsCommitted(List.of(job), message, places))
                .toList();
    }
}
