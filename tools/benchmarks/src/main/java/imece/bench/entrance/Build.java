package imece.bench.entrance;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A state of the code, built.
 *
 * @param jars the folder of its two programs; null: where the launcher has those of this build
 */
public record Build(@Nullable Path jars, ClassFiles classes, Sources sources) {

    /** The one that the bench belongs to. */
    public static Build here() {
        Path home =
                Path.of(System.getProperty("imece.home", "")).toAbsolutePath().normalize();
        String copies = System.getProperty("imece.jars");
        ClassFiles classes = copies == null
                ? ClassFiles.of(
                        home.resolve("api-gateway/target/api-gateway-exec.jar"),
                        home.resolve("gpu-worker/target/gpu-worker-exec.jar"))
                : classesIn(Path.of(copies));
        return new Build(null, classes, Sources.of(home));
    }

    /**
     * Another one.
     *
     * @param jars the folder with its {@code api-gateway-exec.jar} and {@code gpu-worker-exec.jar}
     * @param checkout the sources that it was built from
     */
    public static Build of(Path jars, Path checkout) {
        return new Build(jars.toAbsolutePath(), classesIn(jars), Sources.of(checkout));
    }

    private static ClassFiles classesIn(Path jars) {
        return ClassFiles.of(jars.resolve("api-gateway-exec.jar"), jars.resolve("gpu-worker-exec.jar"));
    }
}
