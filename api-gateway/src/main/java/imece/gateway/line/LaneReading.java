package imece.gateway.line;

import imece.gateway.line.JobView.Eta;
import imece.gateway.line.LinePositions.LinePosition;
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

    /**
     * How fast this farm was lately, measured: seconds that one slot needs per unit of work (a pixel in a step), as a range of
     * quartiles over the newest completed runs.
     *
     * @param fast lower quartile, seconds per unit
     * @param slow upper quartile, seconds per unit
     */
    public record RenderSpeed(double fast, double slow) {

        /**
         * When a waiting job's picture will be there.
         *
         * @param speed what was measured; null = nothing yet
         * @param workAhead units that wait before it in its lane
         * @param workRunning units still to be done by running jobs of the lane
         * @param own units of the job itself
         * @param slots live slots of the lane
         * @return a range in seconds, or null: nothing is ever promised from a constant
         */
        public static @Nullable Eta eta(
                @Nullable RenderSpeed speed, double workAhead, double workRunning, long own, int slots) {
            if (speed == null || slots < 1) {
                return null;
            }
            double units = (workAhead + workRunning) / slots + own;
            return new Eta((long) Math.floor(units * speed.fast()), (long) Math.ceil(units * speed.slow()) + 1);
        }
    }
}
