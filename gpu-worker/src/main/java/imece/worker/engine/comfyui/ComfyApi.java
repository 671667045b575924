package imece.worker.engine.comfyui;

import imece.worker.engine.http.BoundedWait;
import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** ComfyUI's calls. */
final class ComfyApi {

    /** A large graph takes a while to be checked. */
    private static final Duration SUBMIT = Duration.ofSeconds(30);

    private static final Duration DOWNLOAD = Duration.ofSeconds(60);

    private final EngineHttp http;

    ComfyApi(EngineHttp http) {
        this.http = http;
    }

    Reply stats() {
        return http.get("/system_stats");
    }

    Reply checkpoints() {
        return http.get("/models/checkpoints");
    }

    Reply loras() {
        return http.get("/models/loras");
    }

    /** Puts a picture into its input folder, over the one of this name. */
    Reply upload(String filename, byte[] png) {
        return http.upload("/upload/image", "image", filename, png, Map.of("overwrite", "true", "type", "input"));
    }

    Reply node(String name) {
        return http.get("/object_info/" + encoded(name));
    }

    /** Puts a graph into the queue; newer versions refuse an id that they had before. */
    Reply submit(Object graph, String promptId, String clientId) {
        Map<String, Object> body = Map.of("prompt", graph, "prompt_id", promptId, "client_id", clientId);
        try {
            return BoundedWait.await(http.begin("/prompt", body, SUBMIT), SUBMIT.plusSeconds(1));
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("Replies are values, and in time.", e);
        }
    }

    Reply queue() {
        return http.get("/queue");
    }

    Reply history(String promptId) {
        return http.get("/history/" + promptId);
    }

    Reply view(JsonNode image) {
        return http.get(
                "/view?filename=" + encoded(image.path("filename").stringValue("")) + "&subfolder="
                        + encoded(image.path("subfolder").stringValue("")) + "&type=output",
                EngineHttp.PICTURE_BYTES,
                DOWNLOAD);
    }

    void forget(String promptId) {
        Reply unused = http.post("/queue", Map.of("delete", List.of(promptId)));
    }

    /** Hits whatever runs in old versions, and only this one in newer ones. */
    void interrupt(String promptId) {
        Reply unused = http.post("/interrupt", Map.of("prompt_id", promptId));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
