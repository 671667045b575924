package imece.local.farm;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a member gets beside what every farm gives it.
 *
 * @param ofJvm options of its JVM
 * @param arguments settings as {@code --name=value}
 * @param environment settings that win over the farm's own
 * @param jars a folder with the jars of another build; null: those that the launcher was started with
 */
public record Extras(
        List<String> ofJvm,
        List<String> arguments,
        Map<String, String> environment,
        @Nullable Path jars) {
    /** Nothing. */
    public static final Extras NONE = new Extras(List.of(), List.of(), Map.of());

    /** For the jars that the launcher was started with. */
    public Extras(List<String> ofJvm, List<String> arguments, Map<String, String> environment) {
        this(ofJvm, arguments, environment, null);
    }

    Map<String, String> environmentOver(Map<String, String> usual) {
        Map<String, String> all = new HashMap<>(usual);
        all.putAll(environment);
        return Map.copyOf(all);
    }
}
