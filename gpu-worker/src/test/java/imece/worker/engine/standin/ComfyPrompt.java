package imece.worker.engine.standin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** One graph in the queue of {@link ComfyStandIn}, and whose it is. */
record ComfyPrompt(String id, String client, JsonNode graph) {

    JsonNode input(String nodeClass, String name) {
        return graph.valueStream()
                .filter(node -> node.path("class_type").stringValue("").equals(nodeClass))
                .findFirst()
                .orElseThrow()
                .path("inputs")
                .path(name);
    }

    String node(String nodeClass) {
        return graph.properties().stream()
                .filter(each ->
                        each.getValue().path("class_type").stringValue("").equals(nodeClass))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** Of the empty latents, or of the picture that was uploaded in this form instead: it comes out as large as it went in. */
    int width(String uploaded) {
        return side("width", uploaded, 0);
    }

    /** Like the width. */
    int height(String uploaded) {
        return side("height", uploaded, Integer.BYTES);
    }

    private int side(String name, String uploaded, int offset) {
        boolean empty = graph.valueStream()
                .anyMatch(node -> node.path("class_type").stringValue("").equals("EmptyLatentImage"));
        if (empty) {
            return input("EmptyLatentImage", name).intValue(512);
        }
        byte[] form = uploaded.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.wrap(form).getInt(uploaded.indexOf("IHDR") + Integer.BYTES + offset);
    }
}
