package imece.gateway.line;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one lane, for some of those who wait in it.
 *
 * @param waiting their jobs, first to last
 * @param workRunning units of work still to be done by the lane's running jobs
 */
public record LaneReading(List<Waiting> waiting, double workRunning) {

    public LaneReading {
        waiting = List.copyOf(waiting);
    }

    /**
     * One job that waits.
     *
     * @param work pixels times steps
     * @param position 1 = next; dispatched ones first, by dispatch, then queued ones by policy
     * @param workAhead work of all that wait before it
     */
    public record Waiting(UUID id, UUID owner, long work, int position, double workAhead) {}

    /** Everybody's place. */
    public Map<UUID, LinePosition> places(@Nullable RenderSpeed speed, int slots) {
        Map<UUID, LinePosition> places = HashMap.newHashMap(waiting.size());
        for (Waiting job : waiting) {
            places.put(
                    job.id(),
                    new LinePosition(
                            job.position(), RenderSpeed.eta(speed, job.workAhead(), workRunning, job.work(), slots)));
        }
        return places;
    }
}
