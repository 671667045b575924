package imece.worker.engine.comfyui;

import imece.contract.RenderSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a job adds to the standard graph: a chain of LoRAs behind the checkpoint, and a picture instead of empty latents. */
final class StandardGraph {

    private static final String CHECKPOINT = "4";
    private static final String EMPTY = "5";
    private static final List<String> TEXTS = List.of("6", "7");
    private static final String SAMPLER = "3";
    private static final int FIRST_LORA = 20;
    private static final String PICTURE = "10";
    private static final String ENCODED = "11";

    private StandardGraph() {}

    /**
     * The graph with what the job adds.
     *
     * @param graph the standard one, filled
     * @param files the LoRAs' files, in the spec's order
     * @param picture the uploaded picture's name; empty = none
     */
    static Map<String, Object> with(Map<String, Object> graph, RenderSpec spec, List<String> files, String picture) {
        Map<String, Object> extended = new LinkedHashMap<>(graph);
        String last = CHECKPOINT;
        for (int i = 0; i < files.size(); i++) {
            double weight = spec.loras().get(i).weight();
            String id = String.valueOf(FIRST_LORA + i);
            extended.put(
                    id,
                    node(
                            "LoraLoader",
                            Map.of(
                                    "lora_name",
                                    files.get(i),
                                    "strength_model",
                                    weight,
                                    "strength_clip",
                                    weight,
                                    "model",
                                    List.of(last, 0),
                                    "clip",
                                    List.of(last, 1))));
            last = id;
        }
        if (!last.equals(CHECKPOINT)) {
            put(extended, SAMPLER, "model", List.of(last, 0));
            for (String text : TEXTS) {
                put(extended, text, "clip", List.of(last, 1));
            }
        }
        if (!picture.isEmpty()) {
            extended.remove(EMPTY);
            extended.put(PICTURE, node("LoadImage", Map.of("image", picture)));
            extended.put(
                    ENCODED, node("VAEEncode", Map.of("pixels", List.of(PICTURE, 0), "vae", List.of(CHECKPOINT, 2))));
            put(extended, SAMPLER, "latent_image", List.of(ENCODED, 0));
            put(extended, SAMPLER, "denoise", Objects.requireNonNullElse(spec.denoisingStrength(), 1.0));
        }
        return extended;
    }

    private static Map<String, Object> node(String type, Map<String, Object> inputs) {
        return Map.of("class_type", type, "inputs", inputs);
    }

    private static void put(Map<String, Object> graph, String id, String input, Object value) {
        if (graph.get(id) instanceof Map<?, ?> node && node.get("inputs") instanceof Map<?, ?> inputs) {
            Map<Object, Object> changed = new LinkedHashMap<>(inputs);
            changed.put(input, value);
            Map<Object, Object> copy = new LinkedHashMap<>(node);
            copy.put("inputs", changed);
            graph.put(id, copy);
        }
    }
}
