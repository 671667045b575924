package imece.gateway.picture.upload;

import imece.gateway.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** An upload on its way to the disk; closing it leaves nothing behind. */
final class UploadDraft implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UploadDraft.class);
    private static final int CHUNK = 1 << 16;

    private final Path file;

    UploadDraft(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /**
     * Writes everything that comes, and makes it durable.
     *
     * @param max bytes that may come
     * @throws Refusal 413 if more come, 400 if the sender breaks off
     * @throws IOException if the disk does not take it
     */
    void fill(InputStream sender, long max) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] chunk = new byte[CHUNK];
            long taken = 0;
            for (int read = next(sender, chunk); read >= 0; read = next(sender, chunk)) {
                taken += read;
                if (taken > max) {
                    throw tooLarge(max);
                }
                ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
    }

    static Refusal tooLarge(long max) {
        return Refusal.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "too-large",
                "The picture is larger than the " + max + " bytes that this address takes.");
    }

    private static int next(InputStream sender, byte[] chunk) {
        try {
            return sender.read(chunk);
        } catch (IOException e) {
            throw Refusal.of(HttpStatus.BAD_REQUEST, "broken-off", "The upload ended before the picture did.");
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The draft {} could not be removed; the collector will try again in an hour.", file, e);
        }
    }
}
