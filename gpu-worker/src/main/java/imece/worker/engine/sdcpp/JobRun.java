package imece.worker.engine.sdcpp;

import imece.contract.LiveEvent.Phase;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.engine.SignsOfLife;
import imece.worker.engine.http.Aftermath;
import imece.worker.engine.http.BoundedWait;
import imece.worker.engine.http.EngineAnswers;
import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.EngineSighting;
import imece.worker.engine.http.Reply;
import imece.worker.engine.picture.Base64Picture;
import imece.worker.engine.picture.JobPicture;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One picture through the native API, which keeps a queue of jobs. A job that waits can be taken out; one that is being made
 * can't be stopped, so it is seen to its end.
 */
final class JobRun {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final EngineHttp http;
    private final SdcppRequest order;
    private final SdcppCatalog catalog;
    private final SignsOfLife signs;
    private final Cancellation cancellation;
    private Aftermath aftermath;

    JobRun(
            EngineHttp http,
            SdcppRequest order,
            SdcppCatalog catalog,
            RenderWatcher watcher,
            Cancellation cancellation) {
        this.http = http;
        this.order = order;
        this.catalog = catalog;
        this.signs = new SignsOfLife(watcher);
        this.cancellation = cancellation;
        this.aftermath = Aftermath.from(System.nanoTime(), http.pace());
    }

    RenderResult perform() {
        Reply reply = http.post("/sdcpp/v1/img_gen", order.asJob());
        if (reply.unsure()) {
            return lost(reply);
        }
        if (!reply.ok()) {
            return EngineAnswers.result(http.address(), SdcppEngine.TITLE, reply);
        }
        String id = reply.json().path("id").stringValue("");
        return id.isEmpty() ? EngineFailures.unreadable("it names no job") : follow(id);
    }

    /** Nobody knows whether the server has taken the job, nor its id: it can't be taken out, only waited for. */
    private RenderResult lost(Reply reply) {
        EngineSighting last = Aftermath.await(LOOK_EVERY, http.pace(), new JobMark(http, order.tiny())::look);
        if (cancellation.requested()) {
            return new RenderResult.Interrupted();
        }
        return last instanceof EngineSighting.Idle
                ? EngineAnswers.result(http.address(), SdcppEngine.TITLE, reply)
                : EngineFailures.lost(last.why());
    }

    private RenderResult follow(String id) {
        while (true) {
            Reply reply = http.get("/sdcpp/v1/jobs/" + id, EngineHttp.PICTURE_BYTES, EngineHttp.SOON);
            Optional<RenderResult> end = end(reply);
            if (end.isPresent()) {
                return cancellation.requested() ? new RenderResult.Interrupted() : end.get();
            }
            if (cancellation.requested()) {
                Reply unused = http.post("/sdcpp/v1/jobs/" + id + "/cancel", Map.of());
            }
            BoundedWait.pause(http.pace().of(LOOK_EVERY));
        }
    }

    /** How it ended; empty while it waits or runs, and while the server is too busy to say. */
    private Optional<RenderResult> end(Reply reply) {
        if (reply instanceof Reply.Nothing nothing && nothing.trouble() == Reply.Trouble.TOO_LARGE) {
            return Optional.of(EngineFailures.unreadable(nothing.why()));
        }
        if (reply instanceof Reply.Answer answer && (answer.status() == 404 || answer.status() == 410)) {
            return Optional.of(
                    EngineFailures.lost("It does not know the job any more: " + EngineAnswers.said(answer) + "."));
        }
        EngineSighting sighting =
                reply.ok() ? new EngineSighting.AtWork() : EngineSighting.without(http, SdcppEngine.TITLE, reply);
        aftermath = aftermath.seen(sighting, System.nanoTime());
        if (reply.ok()) {
            return state(reply.json());
        }
        return aftermath.over(System.nanoTime()) ? Optional.of(EngineFailures.lost(sighting.why())) : Optional.empty();
    }

    private Optional<RenderResult> state(JsonNode json) {
        return switch (json.path("status").stringValue("")) {
            case "queued" -> {
                signs.at(Phase.WAITING_FOR_GPU);
                yield Optional.empty();
            }
            case "generating" -> {
                signs.at(Phase.DENOISING);
                yield Optional.empty();
            }
            case "completed" -> Optional.of(picture(json.path("result").path("images")));
            case "cancelled" -> Optional.of(new RenderResult.Interrupted());
            case "failed" ->
                Optional.of(
                        EngineFailures.broke(json.path("error").path("message").stringValue("it gave no reason")));
            default -> Optional.of(EngineFailures.unreadable("it names no state that is known"));
        };
    }

    private RenderResult picture(JsonNode images) {
        if (images.size() != 1) {
            return EngineFailures.count(images.size());
        }
        return Base64Picture.of(images.path(0).path("b64_json"))
                .map(file -> JobPicture.of(file, order.spec(), true, catalog.model()))
                .orElseGet(() -> EngineFailures.unreadable("its image is no base64"));
    }
}
