package imece.local.doctor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The settings of an application as a table: from Spring Boot's metadata, whose descriptions are the Javadoc of the records.
 *
 * @param properties what the metadata says about each setting, by its name
 * @param usual what the application's own settings file sets
 */
record SettingsTable(Map<String, JsonNode> properties, Map<String, String> usual) {

    static SettingsTable read(String metadata, Map<?, ?> file) {
        Map<String, JsonNode> properties = new TreeMap<>();
        new JsonMapper()
                .readTree(metadata)
                .path("properties")
                .valueStream()
                .forEach(one -> properties.put(one.path("name").asString(), one));
        Map<String, String> usual = new TreeMap<>();
        flatten("", file, usual);
        return new SettingsTable(properties, usual);
    }

    /** Settings that nobody has described. */
    List<String> undescribed() {
        return properties.values().stream()
                .filter(one -> one.path("description").asString("").isBlank())
                .map(one -> one.path("name").asString())
                .toList();
    }

    /** Settings that got the words of another one, whose name begins with theirs and whose {@code @param} stands before. */
    List<String> confused() {
        return properties.values().stream()
                .filter(one -> properties.values().stream().anyMatch(other -> takenFrom(one, other)))
                .map(one -> one.path("name").asString())
                .toList();
    }

    private static boolean takenFrom(JsonNode one, JsonNode other) {
        String description = other.path("description").asString("");
        return !description.isBlank() && one.path("description").asString("").endsWith(" " + description);
    }

    String markdown() {
        List<String> lines = new ArrayList<>(List.of("| setting | default | |", "|---|---|---|"));
        properties.forEach((name, one) -> lines.add("| `%s` | %s | %s |"
                .formatted(
                        name, preset(name, one), words(one.path("description").asString("")))));
        return String.join("\n", lines);
    }

    private String preset(String name, JsonNode one) {
        String value = usual.getOrDefault(name, text(one.path("defaultValue")));
        return value.isEmpty() ? "not set" : "`" + value.replaceAll("\\$\\{([^:}]+):[^}]*}", "\\${$1}") + "`";
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asString)
                        .collect(Collectors.joining(","))
                : value.asString("");
    }

    private static String words(String javadoc) {
        return javadoc.replaceAll("\\s+", " ").replaceAll("\\{@code ([^}]*)}", "`$1`");
    }

    private static void flatten(String prefix, Map<?, ?> map, Map<String, String> into) {
        map.forEach((key, value) -> {
            String name = prefix.isEmpty() ? String.valueOf(key) : prefix + "." + key;
            switch (value) {
                case Map<?, ?> inner -> flatten(name, inner, into);
                case Collection<?> list ->
                    into.put(name, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
                case null -> into.put(name, "");
                default -> into.put(name, value.toString());
            }
        });
    }
}
