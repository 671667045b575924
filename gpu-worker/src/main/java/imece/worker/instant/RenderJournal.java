package imece.worker.instant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** When the engine of a slot was called and when it returned: a line "GPU ENTERED LEFT" each, in nanoseconds of this process. */
interface RenderJournal {

    Map<Path, RenderJournal> OPEN = new ConcurrentHashMap<>();

    /** Adds a line; it is in the file when this returns. */
    void note(String gpu, long entered, long left);

    /** The journal of this file, one for all slots; without a file nothing is noted. */
    static RenderJournal of(@Nullable Path file) {
        return file == null ? (gpu, entered, left) -> {} : OPEN.computeIfAbsent(file, RenderJournal::open);
    }

    private static RenderJournal open(Path file) {
        try {
            Writer writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return (gpu, entered, left) -> {
                synchronized (writer) {
                    try {
                        writer.write(gpu + " " + entered + " " + left + "\n");
                        writer.flush();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The journal " + file + " (imece.worker.instant.journal) can't be written. Name another file.", e);
        }
    }
}
