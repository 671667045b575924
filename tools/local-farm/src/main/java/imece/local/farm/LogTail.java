package imece.local.farm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads a log that grows, line by line; a log that shrank is read from its start. */
public final class LogTail {
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final Consumer<String> reader;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long position;

    /** From the file's beginning; whole lines go to the reader. */
    public LogTail(Path file, Consumer<String> reader) {
        this.file = file;
        this.reader = reader;
    }

    /** Reads what is there now. A half line waits for its rest. */
    public void catchUp() {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            if (log.length() < position) {
                position = 0;
                line.reset();
            }
            log.seek(position);
            byte[] chunk = new byte[CHUNK];
            for (int read = log.read(chunk); read > 0; read = log.read(chunk)) {
                position += read;
                take(chunk, read);
            }
        } catch (IOException notYet) {
            // The next look may find it.
        }
    }

    private void take(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                reader.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(chunk[i]);
            }
        }
    }
}
