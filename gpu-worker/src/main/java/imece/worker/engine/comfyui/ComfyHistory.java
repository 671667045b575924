package imece.worker.engine.comfyui;

import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** How a prompt ended, by its entry in the history. Pure. */
sealed interface ComfyHistory {

    /** It has made this file. */
    record Saved(JsonNode image) implements ComfyHistory {}

    /** It has made none that is the job's. */
    record Ended(RenderResult result) implements ComfyHistory {}

    /**
     * Empty as long as the prompt is not over.
     *
     * @param filename only files whose name has this in it are this run's: a cached graph hands out older ones
     */
    static Optional<ComfyHistory> of(JsonNode answer, String promptId, String filename) {
        JsonNode entry = answer.path(promptId);
        if (!entry.isObject()) {
            return Optional.empty();
        }
        for (JsonNode message : entry.path("status").path("messages").values()) {
            JsonNode data = message.path(1);
            switch (message.path(0).stringValue("")) {
                case "execution_interrupted" -> {
                    return Optional.of(new Ended(new RenderResult.Interrupted()));
                }
                case "execution_error" -> {
                    return Optional.of(new Ended(
                            EngineFailures.broke(data.path("exception_type").stringValue("error") + " in "
                                    + data.path("node_type").stringValue("a node") + ": "
                                    + data.path("exception_message").stringValue(""))));
                }
                default -> {}
            }
        }
        List<JsonNode> images = entry.path("outputs")
                .valueStream()
                .flatMap(output -> output.path("images").valueStream())
                .filter(image -> image.path("type").stringValue("").equals("output"))
                .filter(image -> image.path("filename").stringValue("").contains(filename))
                .toList();
        return Optional.of(
                images.size() == 1 ? new Saved(images.getFirst()) : new Ended(EngineFailures.count(images.size())));
    }
}
