package imece.local.drill.farm;

import imece.fault.FaultPoint;
import imece.local.os.PrivateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** The drill's side of {@link FaultPoint}: arms points, and reads who came by. */
public final class Points {
    private final Path folder;

    Points(Path folder) {
        this.folder = PrivateFiles.folder(folder);
        PrivateFiles.folder(folder.resolve("armed"));
        PrivateFiles.folder(folder.resolve("claimed"));
    }

    Path folder() {
        return folder;
    }

    /**
     * A process that passed a point.
     *
     * @param who the name of its part
     * @param signal what it was given there; empty for one that just passed
     */
    public record Passage(long at, String who, FaultPoint point, String signal) {
        static Passage of(String line) {
            String[] words = line.split(" ", -1);
            return new Passage(Long.parseLong(words[0]), words[1], FaultPoint.valueOf(words[2]), words[3]);
        }
    }

    /** The next process that comes to this point sends itself this signal. */
    public void arm(FaultPoint point, String signal) {
        try {
            Path draft = folder.resolve(point + ".draft");
            Files.writeString(draft, signal);
            Files.move(draft, armed(point), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not any more. True if nobody had come by. */
    public boolean disarm(FaultPoint point) {
        try {
            return Files.deleteIfExists(armed(point));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it still waits for somebody. */
    public boolean isArmed(FaultPoint point) {
        return Files.exists(armed(point));
    }

    /** Everybody who passed so far, in their order. */
    public void read(Consumer<Passage> reader) {
        Path hits = folder.resolve("hits");
        if (!Files.exists(hits)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(hits)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(Passage.of(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path armed(FaultPoint point) {
        return folder.resolve("armed").resolve(point.name());
    }
}
