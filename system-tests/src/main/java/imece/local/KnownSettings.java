package imece.local;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Settings that an application knows, by their names with dots between. */
record KnownSettings(Set<String> names) {

    /** Every key of a settings file. */
    static KnownSettings ofFile(String file) {
        Set<String> keys = new TreeSet<>();
        flatten("", ComposeFile.yaml(file), keys);
        return new KnownSettings(keys);
    }

    /** Every setting that a record of settings holds. */
    static KnownSettings ofRecord(String prefix, Class<?> settings) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = prefix + "." + component.getName();
            if (component.getType().isRecord()) {
                names.addAll(ofRecord(name, component.getType()).names());
            } else {
                names.add(name);
            }
        }
        return new KnownSettings(names);
    }

    KnownSettings and(KnownSettings others) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(others.names());
        return new KnownSettings(all);
    }

    KnownSettings and(String name) {
        return and(new KnownSettings(Set.of(name)));
    }

    /** Whether this variable of the environment sets one of them, as Spring Boot reads it. */
    boolean hasVariable(String variable) {
        return names.stream()
                .anyMatch(name -> name.replace("-", "")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT)
                        .equals(variable));
    }

    private static void flatten(String prefix, Map<?, ?> map, Set<String> keys) {
        map.forEach((name, value) -> {
            String key = prefix.isEmpty() ? String.valueOf(name) : prefix + "." + name;
            if (value instanceof Map<?, ?> inner) {
                flatten(key, inner, keys);
            } else {
                keys.add(key);
            }
        });
    }
}
