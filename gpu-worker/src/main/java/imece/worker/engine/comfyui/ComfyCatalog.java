package imece.worker.engine.comfyui;

import imece.worker.engine.NameMatch;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What one ComfyUI offers, as it told. */
record ComfyCatalog(List<String> checkpoints, List<String> samplers, List<String> schedulers, List<String> loras) {

    /**
     * What these answers say.
     *
     * @param checkpoints of {@code /models/checkpoints}
     * @param sampler of {@code /object_info/KSampler}
     * @param loras of {@code /models/loras}
     */
    static ComfyCatalog of(JsonNode checkpoints, JsonNode sampler, JsonNode loras) {
        JsonNode inputs = sampler.path("KSampler").path("input").path("required");
        return new ComfyCatalog(
                texts(checkpoints),
                texts(choices(inputs.path("sampler_name"))),
                texts(choices(inputs.path("scheduler"))),
                texts(loras));
    }

    /** The checkpoint of this name, with or without its ending. */
    Optional<String> checkpoint(String text) {
        return NameMatch.file(text, checkpoints);
    }

    /** The values of an input: a list first, or in newer versions the word COMBO and the list among its options. */
    static JsonNode choices(JsonNode input) {
        JsonNode first = input.path(0);
        return first.isArray() ? first : input.path(1).path("options");
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(each -> each.stringValue("")).toList();
    }
}
