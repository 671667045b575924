package imece.worker.engine.sdcpp;

import imece.contract.LiveEvent.Phase;
import imece.contract.Wire;
import imece.worker.engine.Cancellation;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import imece.worker.engine.RenderWatcher;
import imece.worker.engine.SignsOfLife;
import imece.worker.engine.http.EngineAnswers;
import imece.worker.engine.http.EngineHttp;
import imece.worker.engine.http.EngineSighting;
import imece.worker.engine.http.PictureCall;
import imece.worker.engine.http.Reply;
import imece.worker.engine.picture.Base64Picture;
import imece.worker.engine.picture.JobPicture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One picture through the A1111 flavour of older servers: one long request, no progress, no way to stop it. That the server
 * still answers small questions counts as life. Whether it is idle again, only a tiny picture behind this one tells.
 */
final class Txt2imgRun implements PictureCall.Looks {

    private static final Duration LONGEST_RUN = Duration.ofHours(3);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration MARK_AFTER = Duration.ofSeconds(3);

    private final EngineHttp http;
    private final SdcppRequest order;
    private final SdcppCatalog catalog;
    private final SignsOfLife signs;
    private final Cancellation cancellation;
    private final PictureMark mark;
    private long freeing;

    Txt2imgRun(
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
        this.mark = new PictureMark(http, order.tiny());
    }

    RenderResult perform() {
        CompletableFuture<Reply> pending = http.begin(order.path(), order.asA1111(), LONGEST_RUN);
        signs.at(Phase.DENOISING);
        return new PictureCall(LOOK_EVERY, http.pace(), cancellation, this).follow(pending, this::made);
    }

    private RenderResult made(Reply reply) {
        return reply.ok() ? picture(reply.json()) : EngineAnswers.result(http.address(), SdcppEngine.TITLE, reply);
    }

    @Override
    public EngineSighting watch() {
        Reply reply = http.get("/sdapi/v1/options");
        if (!reply.ok()) {
            return EngineSighting.without(http, SdcppEngine.TITLE, reply);
        }
        signs.at(Phase.DENOISING);
        return new EngineSighting.AtWork();
    }

    /** A picture that is cancelled but answered in time needs no mark. */
    @Override
    public EngineSighting free() {
        if (freeing == 0) {
            freeing = System.nanoTime();
        }
        long markAfter = http.pace().of(MARK_AFTER).toNanos();
        boolean early = cancellation.requested() && System.nanoTime() - freeing < markAfter;
        return early ? watch() : mark.look();
    }

    @Override
    public boolean unfinished() {
        return mark.underWay();
    }

    private RenderResult picture(JsonNode answer) {
        JsonNode images = answer.path("images");
        if (!images.isArray()) {
            return EngineFailures.unreadable("there is no list of images in it");
        }
        if (images.size() != 1) {
            return EngineFailures.count(images.size());
        }
        byte[] text = answer.path("info").stringValue("{}").getBytes(StandardCharsets.UTF_8);
        JsonNode info = Wire.read(text, JsonNode.class).orElse(MissingNode.getInstance());
        String sampler = info.path("sampler_name").stringValue("NONE");
        // "NONE" is what it says for its default, and for all that it did not name.
        if (!sampler.equals("NONE") && !sampler.equalsIgnoreCase(order.sampler())) {
            return EngineFailures.another("sampler", order.sampler(), sampler);
        }
        String model = info.path("sd_model_name").stringValue(catalog.model());
        if (!catalog.has(model)) {
            return EngineFailures.another("checkpoint", catalog.model(), model);
        }
        return Base64Picture.of(images.path(0))
                .map(file -> JobPicture.of(file, order.spec(), true, catalog.model()))
                .orElseGet(() -> EngineFailures.unreadable("its image is no base64"));
    }
}
