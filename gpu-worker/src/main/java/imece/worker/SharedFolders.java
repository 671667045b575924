package imece.worker;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where things lie that workers share. */
final class SharedFolders {

    private SharedFolders() {}

    /** GPUs that a launcher made up for its farm's demo engines are called so; those of another farm are others. */
    private static final String MADE_UP = "demo-";

    /**
     * The folder of a GPU's lock: the one that is set; for a made-up GPU one in the farm's data folder, if there is one; else, for
     * all farms of this machine, one in the user's cache folder.
     */
    static Path locks(
            @Nullable Path set, @Nullable Path data, String gpu, Map<String, String> environment, String home) {
        if (set != null) {
            return set;
        }
        if (data != null && gpu.startsWith(MADE_UP)) {
            return data.resolve("locks");
        }
        String cache = environment.get("XDG_CACHE_HOME");
        Path base = cache == null || cache.isBlank() ? Path.of(home, ".cache") : Path.of(cache);
        return base.resolve("imece").resolve("locks");
    }
}
