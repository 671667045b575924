package imece.worker.engine.sdcpp;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What one server offers, as it told.
 *
 * @param asynchronous whether it has the native API with jobs
 * @param model file name of its one checkpoint
 */
record SdcppCatalog(boolean asynchronous, String model, List<String> samplers, List<String> schedulers) {

    /** By {@code /sdcpp/v1/capabilities}; empty if that says nothing of the kind. */
    static Optional<SdcppCatalog> ofCapabilities(JsonNode json) {
        if (!json.path("samplers").isArray()) {
            return Optional.empty();
        }
        return Optional.of(new SdcppCatalog(
                true,
                json.path("model").path("name").stringValue(""),
                json.path("samplers")
                        .valueStream()
                        .map(each -> each.stringValue(""))
                        .toList(),
                json.path("schedulers")
                        .valueStream()
                        .map(each -> each.stringValue(""))
                        .toList()));
    }

    /** By the three lists of its A1111 flavour. */
    static SdcppCatalog ofLists(JsonNode models, JsonNode samplers, JsonNode schedulers) {
        String file = models.path(0).path("filename").stringValue("");
        return new SdcppCatalog(false, file.substring(file.lastIndexOf('/') + 1), names(samplers), names(schedulers));
    }

    /** Whether this text means its checkpoint, with or without the file's ending. */
    boolean has(String checkpoint) {
        return checkpoint.equals(model) || checkpoint.equals(model.replaceAll("\\.[A-Za-z0-9]+$", ""));
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(each -> each.path("name").stringValue("")).toList();
    }
}
