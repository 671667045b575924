package imece.gateway.http.openapi;

import imece.contract.EngineCapabilities;
import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of schemas: the class without its {@code View}, and with the record that it stands in, for two records have a
 * {@code WorkerView} each. Remembers which record each name stands for.
 */
final class ApiNames extends TypeNameResolver {

    private static final String VIEW = "View";

    /** Names that clients were generated from; what has another name in Java by now keeps them. */
    private static final Map<Class<?>, String> KEPT = Map.of(EngineCapabilities.class, "Capabilities");

    /** For the whole JVM, as the library's converters are: a name means the same record whoever gave it. */
    private static final Map<String, Class<?>> RECORDS = new ConcurrentHashMap<>();

    /** The records that were named so far, by name. */
    Map<String, Class<?>> records() {
        return Map.copyOf(RECORDS);
    }

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        if (!type.getName().startsWith("imece.")) {
            return super.nameForClass(type, options);
        }
        Class<?> around = type.getEnclosingClass();
        String outer = around == null || !around.isRecord() ? "" : plain(around);
        String name = outer + plain(type);
        if (type.isRecord()) {
            RECORDS.put(name, type);
        }
        return name;
    }

    private static String plain(Class<?> type) {
        String name = KEPT.getOrDefault(type, type.getSimpleName());
        return name.endsWith(VIEW) ? name.substring(0, name.length() - VIEW.length()) : name;
    }
}
