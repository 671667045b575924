package imece.worker.engine.forge;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the web UI offers, as it told. */
record ForgeCatalog(List<ForgeModel> models, List<String> samplers, List<String> schedulers, List<String> loras) {

    /** What a name can't have that is to stand between the marks of a prompt. */
    private static final Pattern MARKS = Pattern.compile("[<>:\\n]");

    static ForgeCatalog of(JsonNode models, JsonNode samplers, JsonNode schedulers, JsonNode loras) {
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
                        .toList(),
                loras.valueStream()
                        .map(each -> each.path("name").stringValue(""))
                        .filter(name -> !name.isBlank() && !MARKS.matcher(name).find())
                        .toList());
    }

    Optional<ForgeModel> model(String text) {
        return models.stream().filter(each -> each.answersTo(text)).findFirst();
    }

    List<String> names() {
        return models.stream().map(ForgeModel::name).toList();
    }
}
