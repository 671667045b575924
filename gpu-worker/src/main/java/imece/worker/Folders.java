package imece.worker;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where things lie that all workers of a user on one machine share. */
final class Folders {

    private Folders() {}

    /** The folder of the GPU locks: the one that is set, or one in the user's cache folder. */
    static Path locks(@Nullable Path set, Map<String, String> environment, String home) {
        if (set != null) {
            return set;
        }
        String cache = environment.get("XDG_CACHE_HOME");
        Path base = cache == null || cache.isBlank() ? Path.of(home, ".cache") : Path.of(cache);
        return base.resolve("imece").resolve("locks");
    }
}
