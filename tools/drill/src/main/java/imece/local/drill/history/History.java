package imece.local.drill.history;

import imece.local.os.CommandProblem;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** The history of a drill in a file: a line of JSON per entry, so that it is written and read without being held. */
public final class History implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final BufferedWriter out;
    private boolean closed;

    /** Begins a new one. */
    public History(Path file) {
        this.file = file;
        try {
            this.out = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new CommandProblem("The history %s could not be begun: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Writes one down. What comes after the end is dropped: it was seen by somebody who left too late. */
    public void note(Entry entry) {
        String line = JSON.writerFor(Entry.class).writeValueAsString(entry);
        synchronized (out) {
            if (closed) {
                return;
            }
            try {
                out.write(line);
                out.newLine();
            } catch (IOException e) {
                throw new CommandProblem("The history %s could not be written: %s".formatted(file, e.getMessage()), e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (out) {
            closed = true;
            out.close();
        }
    }

    /** Reads a finished one, entry by entry. */
    public static void read(Path file, Consumer<Entry> reader) {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(JSON.readValue(line, Entry.class));
            }
        } catch (IOException e) {
            throw new CommandProblem("The history %s could not be read: %s".formatted(file, e.getMessage()), e);
        }
    }
}
