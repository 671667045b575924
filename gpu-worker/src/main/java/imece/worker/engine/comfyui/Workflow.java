package imece.worker.engine.comfyui;

import imece.contract.RenderSpec;
import imece.contract.Wire;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A graph of nodes in ComfyUI's API format, with placeholders. It serves every checkpoint whose three parts (model, CLIP and
 * VAE) lie in one file: SD 1.x, SD 2.x and SDXL.
 *
 * @param graph node id to class and inputs
 */
record Workflow(JsonNode graph) {

    private static final Pattern MARK = Pattern.compile("\\{\\{\\s*([A-Za-z]+)\\s*}}");

    private static final String STANDARD = """
        {"4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "{{checkpoint}}"}},
         "5": {"class_type": "EmptyLatentImage",
               "inputs": {"width": "{{width}}", "height": "{{height}}", "batch_size": 1}},
         "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "{{prompt}}", "clip": ["4", 1]}},
         "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "{{negativePrompt}}", "clip": ["4", 1]}},
         "3": {"class_type": "KSampler",
               "inputs": {"seed": "{{seed}}", "steps": "{{steps}}", "cfg": "{{cfgScale}}",
                          "sampler_name": "{{sampler}}", "scheduler": "{{scheduler}}", "denoise": 1.0,
                          "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0],
                          "latent_image": ["5", 0]}},
         "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
         "9": {"class_type": "SaveImage", "inputs": {"filename_prefix": "{{filename}}", "images": ["8", 0]}}}
        """;

    /** The graph that serves without any file. */
    static Workflow standard() {
        return new Workflow(Wire.read(STANDARD.getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .orElseThrow());
    }

    /** The placeholders in it. */
    Set<Placeholder> placeholders() {
        return marks().stream()
                .flatMap(word -> Placeholder.of(word).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Placeholder.class)));
    }

    /** Every word between double braces, known or not. */
    Set<String> marks() {
        Set<String> words = new TreeSet<>();
        collect(graph, words);
        return words;
    }

    /** The classes of its nodes. */
    Set<String> classes() {
        return graph.valueStream()
                .map(node -> node.path("class_type").stringValue(""))
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Ids of the nodes that take noise away, step by step. Nodes that only choose a sampler are called much the same. */
    Set<String> samplers() {
        return graph.properties().stream()
                .filter(node -> samples(node.getValue().path("class_type").stringValue("")))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean samples(String nodeClass) {
        boolean chooses = nodeClass.equals("KSamplerSelect")
                || (nodeClass.startsWith("Sampler") && !nodeClass.startsWith("SamplerCustom"));
        return nodeClass.contains("Sampler") && !chooses;
    }

    /**
     * A value that stands in the file, so that no job chooses it.
     *
     * @param node id of its node
     */
    record FixedValue(String node, String nodeClass, String input, JsonNode value) {}

    /** All of them; links to other nodes and texts with a placeholder in them are none. */
    List<FixedValue> fixedValues() {
        return graph.properties().stream()
                .flatMap(node -> node.getValue().path("inputs").properties().stream()
                        .filter(input -> fixed(input.getValue()))
                        .map(input -> new FixedValue(
                                node.getKey(),
                                node.getValue().path("class_type").stringValue(""),
                                input.getKey(),
                                input.getValue())))
                .toList();
    }

    /** Whether what this input of a node gets is the file's doing and no job's. */
    boolean decides(String node, String input) {
        JsonNode inputs = graph.path(node).path("inputs");
        return inputs.has(input) && !marked(inputs.path(input));
    }

    /** Whether the file has this node, without this input. */
    boolean omits(String node, String input) {
        return graph.has(node) && !graph.path(node).path("inputs").has(input);
    }

    private static boolean fixed(JsonNode value) {
        return value.isValueNode() && !value.isNull() && !marked(value);
    }

    private static boolean marked(JsonNode value) {
        Set<String> words = new TreeSet<>();
        collect(value, words);
        return !words.isEmpty();
    }

    /** Class of the node of this id; empty if there is none. */
    String classOf(String node) {
        return graph.path(node).path("class_type").stringValue("");
    }

    /** The graph of one job. */
    Object filled(RenderSpec spec, ComfyWords words) {
        Object filled = filled(graph, spec, words);
        if (!words.addToGraph() || !(filled instanceof Map<?, ?> nodes)) {
            return filled;
        }
        Map<String, Object> named = new LinkedHashMap<>();
        nodes.forEach((id, node) -> named.put(String.valueOf(id), node));
        return StandardGraph.with(named, spec, words.loras(), words.picture());
    }

    private static Object filled(JsonNode node, RenderSpec spec, ComfyWords words) {
        if (node.isObject()) {
            Map<String, Object> copy = new LinkedHashMap<>();
            node.properties().forEach(each -> copy.put(each.getKey(), filled(each.getValue(), spec, words)));
            return copy;
        }
        if (node.isArray()) {
            List<Object> copy =
                    node.valueStream().map(each -> filled(each, spec, words)).toList();
            return copy;
        }
        return node.isString() ? filled(node.stringValue(), spec, words) : node;
    }

    /** A text that is nothing but a placeholder becomes its value, number or text; within a longer text it becomes text. */
    private static Object filled(String text, RenderSpec spec, ComfyWords words) {
        Matcher whole = MARK.matcher(text);
        if (whole.matches()) {
            return Placeholder.of(whole.group(1))
                    .map(each -> each.value(spec, words))
                    .orElse(text);
        }
        return MARK.matcher(text)
                .replaceAll(mark -> Matcher.quoteReplacement(Placeholder.of(mark.group(1))
                        .map(each -> each.value(spec, words).toString())
                        .orElse(mark.group())));
    }

    private static void collect(JsonNode node, Set<String> words) {
        if (node.isString()) {
            MARK.matcher(node.stringValue()).results().forEach(mark -> words.add(mark.group(1)));
        }
        node.valueStream().forEach(each -> collect(each, words));
    }
}
