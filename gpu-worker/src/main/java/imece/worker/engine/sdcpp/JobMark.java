package imece.worker.engine.sdcpp;

import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.EngineSighting;
import imece.worker.engine.http.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a job is over of which only the server knows the id: a tiny job is put behind it. The server makes its jobs one
 * by one in their order and lists them to nobody, so the other one is over when the tiny one has been made.
 */
final class JobMark {

    private static final long AGAIN_AFTER = Duration.ofSeconds(30).toNanos();

    private final EngineHttp http;
    private final SdcppRequest tiny;
    private @Nullable String id;
    private long askedAt;

    JobMark(EngineHttp http, SdcppRequest tiny) {
        this.http = http;
        this.tiny = tiny;
    }

    EngineSighting look() {
        String known = id;
        return known == null ? put() : look(known);
    }

    private EngineSighting put() {
        if (askedAt == 0 || System.nanoTime() - askedAt > AGAIN_AFTER) {
            askedAt = System.nanoTime();
            Reply reply = http.post("/sdcpp/v1/img_gen", tiny.asJob());
            String given = reply.json().path("id").stringValue("");
            if (reply.ok() && !given.isEmpty()) {
                id = given;
                return new EngineSighting.AtWork();
            }
        }
        Reply alive = http.get("/sdcpp/v1/capabilities");
        return alive.ok()
                ? new EngineSighting.Unknown("It does not take a tiny job that would tell when the lost one is over.")
                : EngineSighting.without(http, SdcppEngine.TITLE, alive);
    }

    private EngineSighting look(String known) {
        Reply reply = http.get("/sdcpp/v1/jobs/" + known, EngineHttp.PICTURE_BYTES, EngineHttp.SOON);
        if (reply instanceof Reply.Answer answer && (answer.status() == 404 || answer.status() == 410)) {
            // The server was started anew, and knows nothing of either.
            return new EngineSighting.Idle();
        }
        return switch (reply.json().path("status").stringValue("")) {
            case "queued", "generating" -> new EngineSighting.AtWork();
            case "completed", "failed", "cancelled" -> new EngineSighting.Idle();
            default -> EngineSighting.without(http, SdcppEngine.TITLE, reply);
        };
    }
}
