package imece.gateway.job;

import java.util.List;
import java.util.UUID;

/**
 * Published inside this gateway after the commit that hid jobs for good, as their owner wanted. Who listens: the feed, which takes
 * them off the owner's pages.
 */
public record JobsForgotten(UUID owner, List<UUID> jobs) {
    public JobsForgotten {
        jobs = List.copyOf(jobs);
    }
}
