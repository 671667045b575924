package imece.worker.engine.comfyui;

import imece.worker.engine.comfyui.Workflow.FixedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What one ComfyUI knows about a workflow's nodes. Pure.
 *
 * @param byClass its answers of {@code /object_info/CLASS}; a class that it does not have is missing in its answer
 */
record ComfyNodes(Map<String, JsonNode> byClass) {

    ComfyNodes {
        byClass = Map.copyOf(byClass);
    }

    /** Everything that the workflow names and this ComfyUI does not have, a part of a sentence each. */
    List<String> missing(Workflow workflow) {
        List<String> missing = new ArrayList<>();
        new TreeMap<>(byClass).forEach((name, info) -> {
            if (!info.has(name)) {
                missing.add("no node " + name);
            }
        });
        for (FixedValue fixed : workflow.fixedValues()) {
            boolean lacking = choices(fixed)
                    .map(offered -> offered.valueStream().noneMatch(each -> same(each, fixed.value())))
                    .orElse(false);
            if (lacking) {
                missing.add("no " + fixed.value().asString() + " (" + fixed.input() + " of node " + fixed.node() + ", "
                        + fixed.nodeClass() + ")");
            }
        }
        return missing;
    }

    /** What may stand there, if that is a list. A folder of uploads is none: what lies deeper in it may be named too. */
    private Optional<JsonNode> choices(FixedValue fixed) {
        JsonNode info = byClass.getOrDefault(fixed.nodeClass(), MissingNode.getInstance())
                .path(fixed.nodeClass());
        JsonNode inputs = info.path("input");
        JsonNode input = inputs.path("required").has(fixed.input())
                ? inputs.path("required").path(fixed.input())
                : inputs.path("optional").path(fixed.input());
        if (input.path(1).path("image_upload").booleanValue(false)) {
            return Optional.empty();
        }
        JsonNode choices = ComfyCatalog.choices(input);
        return choices.isArray() ? Optional.of(choices) : Optional.empty();
    }

    private static boolean same(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        return numbers
                ? one.doubleValue() == other.doubleValue()
                : one.asString("").equals(other.asString(""));
    }
}
