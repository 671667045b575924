package imece.worker.engine.forge;

import imece.contract.Lora;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the web UI offers, as it told.
 *
 * @param loras by their plain names, each with the name that a prompt must have
 */
record ForgeCatalog(
        List<ForgeModel> models, List<String> samplers, List<String> schedulers, Map<String, String> loras) {

    /** Below this folder lie its LoRAs, in folders of their own. */
    private static final Pattern FOLDER = Pattern.compile("^.*/loras?/", Pattern.CASE_INSENSITIVE);

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
                lorasByName(loras));
    }

    private static Map<String, String> lorasByName(JsonNode loras) {
        Map<String, String> byName = new TreeMap<>();
        loras.forEach(each -> {
            String name = each.path("name").stringValue("");
            if (!name.isBlank() && !MARKS.matcher(name).find()) {
                String path = each.path("path").stringValue("").replace('\\', '/');
                Matcher folder = FOLDER.matcher(path);
                byName.put(folder.find() ? Lora.plain(path.substring(folder.end())) : name, name);
            }
        });
        return byName;
    }

    /** The name of this LoRA for the prompt; empty if it has none such. */
    Optional<String> lora(String asked) {
        return Optional.ofNullable(loras.get(Lora.plain(asked)))
                .or(() -> loras.values().stream().filter(asked::equals).findFirst());
    }

    Optional<ForgeModel> model(String text) {
        return models.stream().filter(each -> each.answersTo(text)).findFirst();
    }

    List<String> names() {
        return models.stream().map(ForgeModel::name).toList();
    }
}
