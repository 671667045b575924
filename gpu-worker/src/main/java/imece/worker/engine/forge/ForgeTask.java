package imece.worker.engine.forge;

import imece.worker.engine.http.EngineSighting;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What {@code /internal/progress} says about one task.
 *
 * @param active it runs; a run that broke stays active until the next one begins
 * @param queued it waits for another one to end
 */
record ForgeTask(boolean active, boolean queued) {

    /** Empty if this is not such an answer. */
    static Optional<ForgeTask> of(JsonNode json) {
        return json.path("active").isBoolean()
                ? Optional.of(new ForgeTask(
                        json.path("active").booleanValue(), json.path("queued").booleanValue(false)))
                : Optional.empty();
    }

    /**
     * What the engine has of our task.
     *
     * @param progress of whatever runs there
     * @param task of ours; empty where the engine can't tell
     */
    static EngineSighting sight(ForgeProgress progress, Optional<ForgeTask> task) {
        if (task.isEmpty()) {
            return progress.idle() ? new EngineSighting.Idle() : new EngineSighting.AtWork();
        }
        boolean ours = task.get().active() || task.get().queued();
        if (ours && progress.idle()) {
            return new EngineSighting.Unknown("It runs nothing, but has not ended the picture.");
        }
        return ours ? new EngineSighting.AtWork() : new EngineSighting.Idle();
    }
}
