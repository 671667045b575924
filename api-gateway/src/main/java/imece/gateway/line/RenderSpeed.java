package imece.gateway.line;

import imece.gateway.job.view.JobView.Eta;
import org.jspecify.annotations.Nullable;

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
