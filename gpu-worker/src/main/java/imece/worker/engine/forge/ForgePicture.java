package imece.worker.engine.forge;

import imece.contract.Wire;
import imece.worker.engine.EngineFailures;
import imece.worker.engine.RenderResult;
import imece.worker.engine.picture.Base64Picture;
import imece.worker.engine.picture.JobPicture;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Looks whether the web UI made what it was asked for: it says 200 to many things. Pure. */
final class ForgePicture {

    private ForgePicture() {}

    static RenderResult of(JsonNode answer, ForgeRequest order, ForgeCatalog catalog) {
        JsonNode images = answer.path("images");
        if (!images.isArray()) {
            return EngineFailures.unreadable("there is no list of images in it");
        }
        JsonNode info = info(answer);
        int first = info.path("index_of_first_image").intValue(0);
        int count = images.size() - first;
        if (count == 0) {
            // An interrupt that came before the first step leaves nothing at all.
            return new RenderResult.Interrupted();
        }
        if (count != 1) {
            return EngineFailures.count(count);
        }
        Optional<RenderResult> fault = another(info, order);
        if (fault.isPresent()) {
            return fault.get();
        }
        Optional<byte[]> file = Base64Picture.of(images.path(first));
        return file.isEmpty()
                ? EngineFailures.unreadable("its image is no base64")
                : JobPicture.of(file.get(), order.spec(), false, checkpoint(info, catalog));
    }

    private static Optional<RenderResult> another(JsonNode info, ForgeRequest order) {
        String sampler = info.path("sampler_name").stringValue("");
        if (!sampler.isEmpty() && !sampler.equalsIgnoreCase(order.sampler())) {
            return Optional.of(EngineFailures.another("sampler", order.sampler(), sampler));
        }
        String used = info.path("sd_model_name").stringValue("");
        if (order.model() != null && !used.isEmpty() && !order.model().answersTo(used)) {
            return Optional.of(
                    EngineFailures.another("checkpoint", order.model().name(), used));
        }
        long seed = info.path("seed").longValue(order.spec().seed());
        if (seed != order.spec().seed()) {
            return Optional.of(
                    EngineFailures.another("seed", Long.toString(order.spec().seed()), Long.toString(seed)));
        }
        return Optional.empty();
    }

    private static @Nullable String checkpoint(JsonNode info, ForgeCatalog catalog) {
        String used = info.path("sd_model_name").stringValue("");
        return used.isEmpty() ? null : catalog.model(used).map(ForgeModel::name).orElse(used);
    }

    /** It is JSON inside a text inside JSON. */
    private static JsonNode info(JsonNode answer) {
        byte[] text = answer.path("info").stringValue("{}").getBytes(StandardCharsets.UTF_8);
        return Wire.read(text, JsonNode.class).orElse(MissingNode.getInstance());
    }
}
