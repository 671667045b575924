package imece.worker.owned;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to start an engine.
 *
 * @param line as one would type it into a shell
 * @param folder where it starts; null = where the worker did
 * @param environment what it gets beside the worker's own environment
 */
public record EngineCommand(String line, @Nullable Path folder, Map<String, String> environment) {
    public EngineCommand {
        environment = Map.copyOf(environment);
    }
}
