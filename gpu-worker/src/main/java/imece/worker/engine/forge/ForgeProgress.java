package imece.worker.engine.forge;

import imece.contract.LiveEvent.Phase;
import imece.worker.engine.picture.Base64Picture;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One answer of {@code /sdapi/v1/progress}. It does not tell whose run it is about.
 *
 * @param jobs 0: nothing runs; -1: something has begun and no batch yet, which is when checkpoints are loaded
 * @param step finished steps of the batch
 * @param steps of the batch; 0 before it has begun
 * @param interrupted whether somebody has interrupted the run that is, or was last
 * @param image the picture as it looks now, if there is one
 */
record ForgeProgress(int jobs, String job, int step, int steps, boolean interrupted, Optional<byte[]> image) {

    /** Empty if this is not such an answer. */
    static Optional<ForgeProgress> of(JsonNode json) {
        JsonNode state = json.path("state");
        if (!state.isObject() || !json.path("progress").isNumber()) {
            return Optional.empty();
        }
        return Optional.of(new ForgeProgress(
                state.path("job_count").intValue(0),
                state.path("job").stringValue(""),
                state.path("sampling_step").intValue(0),
                state.path("sampling_steps").intValue(0),
                state.path("interrupted").booleanValue(false),
                Base64Picture.of(json.path("current_image"))));
    }

    boolean idle() {
        return jobs == 0 && job.isEmpty();
    }

    Phase phase() {
        return jobs < 0 || steps == 0 ? Phase.LOADING_CHECKPOINT : Phase.DENOISING;
    }
}
