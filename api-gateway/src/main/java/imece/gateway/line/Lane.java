package imece.gateway.line;

import imece.gateway.job.JobView.Eta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one lane.
 *
 * @param waiting those that wait, first to last: dispatched ones by dispatch, then queued ones by policy
 * @param workRunning units of work still to be done by its running jobs
 */
public record Lane(List<Waiting> waiting, double workRunning) {

    public Lane {
        waiting = List.copyOf(waiting);
    }

    /**
     * One job that waits.
     *
     * @param work pixels times steps
     */
    public record Waiting(UUID id, UUID owner, long work) {}

    /** Everybody's place, 1 to n, in one pass. */
    public Map<UUID, Place> places(@Nullable Pace pace, int slots) {
        Map<UUID, Place> places = HashMap.newHashMap(waiting.size());
        long ahead = 0;
        int position = 0;
        for (Waiting job : waiting) {
            position++;
            Eta eta = Pace.eta(pace, ahead, workRunning, job.work(), slots);
            places.put(job.id(), new Place(position, eta));
            ahead += job.work();
        }
        return places;
    }
}
