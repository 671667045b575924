package imece.worker.engine.comfyui;

import imece.contract.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What ComfyUI's WebSocket says about one prompt. */
sealed interface ComfyEvent {

    /** This node has begun. */
    record Executing(String node) implements ComfyEvent {}

    /**
     * So many of all steps of a node.
     *
     * @param node its id; empty where the version does not tell: then it is the one that runs
     */
    record Progress(String node, int value, int max) implements ComfyEvent {}

    /** A picture, JPEG or PNG. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares previews
    record Preview(byte[] file) implements ComfyEvent {}

    /** The prompt is over, one way or the other; the history knows how. */
    record Over() implements ComfyEvent {}

    /** Anything else about this prompt: it lives. */
    record Other() implements ComfyEvent {}

    /** What a text says about this prompt; empty if it is about something else. */
    static Optional<ComfyEvent> of(String text, String promptId) {
        JsonNode json =
                Wire.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class).orElse(MissingNode.getInstance());
        JsonNode data = json.path("data");
        if (!data.path("prompt_id").stringValue("").equals(promptId)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (json.path("type").stringValue("")) {
                    case "executing" ->
                        data.path("node").isString()
                                ? new Executing(data.path("node").stringValue())
                                : new Over();
                    case "progress" ->
                        new Progress(
                                data.path("node").stringValue(""),
                                data.path("value").intValue(0),
                                data.path("max").intValue(0));
                    case "execution_success", "execution_error", "execution_interrupted" -> new Over();
                    default -> new Other();
                });
    }

    /**
     * The preview in a binary message: after a number for the kind come either a number for the format and the picture (no
     * word of whose it is), or the length of a JSON text, that text with the prompt's id, and the picture.
     *
     * @param running whether our own prompt is known to run, so that an unnamed preview is ours
     */
    static Optional<ComfyEvent> of(byte[] message, String promptId, boolean running) {
        if (message.length < 8) {
            return Optional.empty();
        }
        ByteBuffer head = ByteBuffer.wrap(message);
        int kind = head.getInt();
        int second = head.getInt();
        if (kind == 1) {
            return running
                    ? Optional.of(new Preview(Arrays.copyOfRange(message, 8, message.length)))
                    : Optional.empty();
        }
        if (kind != 4 || second < 0 || second > message.length - 8) {
            return Optional.empty();
        }
        String owner = Wire.read(Arrays.copyOfRange(message, 8, 8 + second), JsonNode.class)
                .map(json -> json.path("prompt_id").stringValue(""))
                .orElse("");
        return owner.equals(promptId)
                ? Optional.of(new Preview(Arrays.copyOfRange(message, 8 + second, message.length)))
                : Optional.empty();
    }
}
