package imece.local.jar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What is changed in the source of a class so that it lacks a guard, or something else that it does.
 *
 * @param module in whose program it is
 * @param type its full name
 * @param guarded what stands in it, as often as {@code times} says
 * @param unguarded what stands there instead afterwards
 */
public record SourceEdit(String module, String type, String guarded, int times, String unguarded) {

    /** Where the class lies in sources and jars, without the ending of its name. */
    String path() {
        return type.replace('.', '/');
    }

    /**
     * The whole source, edited.
     *
     * @param home the folder that holds the modules
     * @throws IllegalStateException if there is no such class, or it does not say as often what is to be changed
     */
    public String applied(Path home) throws IOException {
        return appliedTo(source(home));
    }

    /** The whole source, as it stands there. */
    String source(Path home) throws IOException {
        Path file = home.resolve(module).resolve("src/main/java").resolve(path() + ".java");
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "No guard can be taken out of %s, for there is no %s. Where is it now?".formatted(type, file));
        }
        return Files.readString(file);
    }

    /** The same of a source to which other edits were applied. */
    String appliedTo(String source) {
        int found = source.split(Pattern.quote(guarded), -1).length - 1;
        if (found != times) {
            throw new IllegalStateException(
                    "No guard can be taken out of %s, which says %d times instead of %d: %s. How is it guarded now?"
                            .formatted(type, found, times, guarded));
        }
        return source.replace(guarded, unguarded);
    }
}
