package imece.local.farm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a member gets beside what every farm gives it.
 *
 * @param ofJvm options of its JVM
 * @param arguments settings as {@code --name=value}
 * @param environment settings that win over the farm's own
 */
public record Extras(List<String> ofJvm, List<String> arguments, Map<String, String> environment) {
    /** Nothing. */
    public static final Extras NONE = new Extras(List.of(), List.of(), Map.of());

    Map<String, String> environmentOver(Map<String, String> usual) {
        Map<String, String> all = new HashMap<>(usual);
        all.putAll(environment);
        return Map.copyOf(all);
    }
}
