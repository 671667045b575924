package imece.worker.engine.sdcpp;

import imece.contract.Lora;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What one server offers, as it told.
 *
 * @param asynchronous whether it has the native API with jobs
 * @param model file name of its one checkpoint
 * @param loras name to the path by which it wants to be asked
 * @param img2img whether it begins from pictures
 */
record SdcppCatalog(
        boolean asynchronous,
        String model,
        List<String> samplers,
        List<String> schedulers,
        Map<String, String> loras,
        boolean img2img) {

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
                        .toList(),
                json.path("features").path("lora").booleanValue(false) ? loras(json.path("loras")) : Map.of(),
                json.path("features").path("init_image").booleanValue(false)));
    }

    /** By the three lists of its A1111 flavour. */
    static SdcppCatalog ofLists(JsonNode models, JsonNode samplers, JsonNode schedulers, JsonNode loras) {
        String file = models.path(0).path("filename").stringValue("");
        return new SdcppCatalog(
                false,
                file.substring(file.lastIndexOf('/') + 1),
                names(samplers),
                names(schedulers),
                loras(loras),
                true);
    }

    /** Whether this text means its checkpoint, with or without the file's ending. */
    boolean has(String checkpoint) {
        return checkpoint.equals(model) || checkpoint.equals(model.replaceAll("\\.[A-Za-z0-9]+$", ""));
    }

    /** The path of this LoRA; empty if it has none such. */
    Optional<String> lora(String asked) {
        String plain = Lora.plain(asked);
        return Optional.ofNullable(loras.get(plain))
                .or(() -> loras.entrySet().stream()
                        .filter(each -> each.getKey().endsWith("/" + plain))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    private static Map<String, String> loras(JsonNode list) {
        Map<String, String> loras = new TreeMap<>();
        list.forEach(each -> {
            String name = each.path("name").stringValue("");
            String path = each.path("path").stringValue(name);
            if (!name.isBlank()) {
                // The name is the file's alone; below its folder of LoRAs others may be called the same.
                String plain = Lora.plain(path);
                loras.put(plain.equals(name) || plain.endsWith("/" + name) ? plain : name, path);
            }
        });
        return loras;
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(each -> each.path("name").stringValue("")).toList();
    }
}
