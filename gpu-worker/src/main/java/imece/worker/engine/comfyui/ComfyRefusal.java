package imece.worker.engine.comfyui;

import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import imece.worker.engine.http.EngineAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Why ComfyUI did not take a graph. Pure. */
final class ComfyRefusal {

    private static final Set<String> OF_THE_GRAPH =
            Set.of("invalid_prompt", "missing_node_type", "prompt_no_outputs", "no_prompt");

    private ComfyRefusal() {}

    /** One thing that is wrong with the graph. */
    private record GraphError(String node, String nodeClass, String type, String input, String said, String received) {

        static List<GraphError> of(JsonNode answer) {
            List<GraphError> errors = new ArrayList<>();
            answer.path("node_errors")
                    .properties()
                    .forEach(node -> node.getValue()
                            .path("errors")
                            .forEach(error -> errors.add(of(node.getKey(), node.getValue(), error))));
            return errors;
        }

        boolean isOf(Workflow workflow) {
            return workflow.decides(node, input)
                    || (type.equals("required_input_missing") && workflow.omits(node, input));
        }

        private static GraphError of(String id, JsonNode node, JsonNode error) {
            String nodeClass = node.path("class_type").stringValue("?");
            String details = error.path("details").stringValue("");
            JsonNode extra = error.path("extra_info");
            return new GraphError(
                    id,
                    nodeClass,
                    error.path("type").stringValue(""),
                    extra.path("input_name").stringValue(details.replaceAll("[^A-Za-z0-9_].*", "")),
                    "node " + nodeClass + ": " + error.path("message").stringValue("?") + " (" + details + ")",
                    extra.path("received_value").asString(""));
        }
    }

    /** What the answer means: what only the workflow decides is no job's fault, and can't be mended by one. */
    static RenderResult of(JsonNode answer, Workflow workflow, EngineAddress address) {
        List<GraphError> errors = GraphError.of(answer);
        List<String> ofTheFile = errors.stream()
                .filter(error -> error.isOf(workflow))
                .map(GraphError::said)
                .toList();
        if (!ofTheFile.isEmpty()) {
            return broken(address, String.join("; ", ofTheFile));
        }
        if (!errors.isEmpty()) {
            return ofTheJob(errors.getFirst());
        }
        JsonNode error = answer.path("error");
        String said = error.path("message").stringValue("it gave no reason") + " "
                + error.path("details").stringValue("");
        return OF_THE_GRAPH.contains(error.path("type").stringValue(""))
                ? broken(address, said.strip())
                : EngineFailures.refused(said);
    }

    private static RenderResult broken(EngineAddress address, String said) {
        return new RenderResult.Away("ComfyUI at " + address + " does not take the workflow: " + said + ".");
    }

    private static RenderResult ofTheJob(GraphError error) {
        if (error.type().equals("value_not_in_list")) {
            switch (error.input()) {
                case "ckpt_name" -> {
                    return EngineFailures.unknownCheckpoint(error.received());
                }
                case "lora_name" -> {
                    return EngineFailures.unknownLora(error.received());
                }
                case "sampler_name" -> {
                    return EngineFailures.unknownSampler(error.received());
                }
                case "scheduler" -> {
                    return EngineFailures.unknownScheduler(error.received());
                }
                default -> {}
            }
        }
        return EngineFailures.refused(error.said());
    }
}
