package imece.worker.engine.forge;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the web UI offers, as it told. */
record ForgeCatalog(List<ForgeModel> models, List<String> samplers, List<String> schedulers) {

    static ForgeCatalog of(JsonNode models, JsonNode samplers, JsonNode schedulers) {
        return new ForgeCatalog(
                models.valueStream().map(ForgeModel::of).toList(),
                samplers.valueStream()
                        .map(each -> each.path("name").stringValue(""))
                        .toList(),
                schedulers
                        .valueStream()
                        .flatMap(each -> Stream.of(
                                each.path("label").stringValue(""),
                                each.path("name").stringValue("")))
                        .toList());
    }

    Optional<ForgeModel> model(String text) {
        return models.stream().filter(each -> each.answersTo(text)).findFirst();
    }

    List<String> names() {
        return models.stream().map(ForgeModel::name).toList();
    }
}
