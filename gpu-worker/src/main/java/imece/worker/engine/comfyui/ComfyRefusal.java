package imece.worker.engine.comfyui;

import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import tools.jackson.databind.JsonNode;

/** Why ComfyUI did not take a graph. Pure. */
final class ComfyRefusal {

    private ComfyRefusal() {}

    static RenderResult of(JsonNode answer) {
        for (JsonNode node : answer.path("node_errors").values()) {
            for (JsonNode error : node.path("errors").values()) {
                String details = error.path("details").stringValue("");
                String received =
                        error.path("extra_info").path("received_value").asString("");
                boolean notInList = error.path("type").stringValue("").equals("value_not_in_list");
                if (notInList && details.startsWith("ckpt_name")) {
                    return EngineFailures.unknownCheckpoint(received);
                }
                if (notInList && details.startsWith("lora_name")) {
                    return EngineFailures.unknownLora(received);
                }
                if (notInList && details.startsWith("sampler_name")) {
                    return EngineFailures.unknownSampler(received);
                }
                return EngineFailures.refused("node " + node.path("class_type").stringValue("?") + ": "
                        + error.path("message").stringValue("?") + " (" + details + ")");
            }
        }
        JsonNode error = answer.path("error");
        return EngineFailures.refused(error.path("message").stringValue("it gave no reason") + " "
                + error.path("details").stringValue(""));
    }
}
