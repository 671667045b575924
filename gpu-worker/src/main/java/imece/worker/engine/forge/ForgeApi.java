package imece.worker.engine.forge;

import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.EngineSighting;
import imece.worker.engine.http.EngineTimings;
import imece.worker.engine.http.Reply;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The web UI's calls. */
final class ForgeApi {

    /** Beyond any {@code max-run}; a run that takes longer than it may is cancelled by other means. */
    private static final Duration LONGEST_RUN = Duration.ofHours(3);

    private static final int PREVIEW_BYTES = 8 << 20;

    private final EngineHttp http;

    ForgeApi(EngineHttp http) {
        this.http = http;
    }

    /** How fast the adapter lives. */
    EngineTimings pace() {
        return http.pace();
    }

    Reply models() {
        return http.get("/sdapi/v1/sd-models");
    }

    Reply samplers() {
        return http.get("/sdapi/v1/samplers");
    }

    Reply schedulers() {
        return http.get("/sdapi/v1/schedulers");
    }

    Reply options() {
        return http.get("/sdapi/v1/options");
    }

    /** Cheap and lock-free without the picture; with it the engine computes a preview. */
    Reply progress(boolean picture) {
        String path = "/sdapi/v1/progress?skip_current_image=" + !picture;
        return http.get(path, PREVIEW_BYTES, EngineHttp.SOON);
    }

    /** Not there where its built-in extension for LoRAs is switched off. */
    Reply loras() {
        return http.get("/sdapi/v1/loras");
    }

    /** Has it look into its folders again. Waits behind a run, so it is asked for between runs only. */
    void refresh() {
        Reply unused = http.post("/sdapi/v1/refresh-checkpoints", Map.of());
        Reply unusedToo = http.post("/sdapi/v1/refresh-loras", Map.of());
    }

    CompletableFuture<Reply> make(String path, Map<String, Object> order) {
        return http.begin(path, order, LONGEST_RUN);
    }

    /** Hits whatever runs, and nothing if nothing does. */
    void interrupt() {
        Reply unused = http.post("/sdapi/v1/interrupt", Map.of());
    }

    /** What has become of the task of this id; empty where the engine can't tell, as without its web pages. */
    Optional<ForgeTask> task(String id) {
        Reply reply = http.post("/internal/progress", Map.of("id_task", id, "live_preview", false));
        return reply.ok() ? ForgeTask.of(reply.json()) : Optional.empty();
    }

    /** What a reply shows that is not the progress it was asked for. */
    EngineSighting without(Reply reply) {
        return EngineSighting.without(http, ForgeEngine.TITLE, reply);
    }
}
