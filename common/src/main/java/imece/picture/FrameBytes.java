package imece.picture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32;

/** The bytes of a file in their order, counted. Whoever asks for one beyond the end gets an {@link EOFException}. */
final class FrameBytes {

    private static final int BUFFER_BYTES = 1 << 14;

    private final InputStream file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int filled;
    private long before;

    FrameBytes(InputStream file) {
        this.file = file;
    }

    /** How many bytes were read or passed. */
    long position() {
        return before + at;
    }

    /** The first bytes of the file, or all of it where it has fewer; they are still to be read. To be called first. */
    byte[] peek(int most) throws IOException {
        filled = file.readNBytes(buffer, 0, Math.min(most, buffer.length));
        return Arrays.copyOf(buffer, filled);
    }

    int u8() throws IOException {
        need();
        return buffer[at++] & 0xFF;
    }

    int u16() throws IOException {
        return (u8() << 8) | u8();
    }

    int i32() throws IOException {
        return (u16() << 16) | u16();
    }

    /** So many bytes. */
    byte[] take(int count) throws IOException {
        byte[] taken = new byte[count];
        int done = 0;
        while (done < count) {
            need();
            int part = Math.min(count - done, filled - at);
            System.arraycopy(buffer, at, taken, done, part);
            at += part;
            done += part;
        }
        return taken;
    }

    void skip(long count) throws IOException {
        long left = count;
        while (left > 0) {
            need();
            int part = (int) Math.min(left, filled - at);
            at += part;
            left -= part;
        }
    }

    /** Passes so many bytes, and adds them to this sum. */
    void skip(long count, CRC32 sum) throws IOException {
        long left = count;
        while (left > 0) {
            need();
            int part = (int) Math.min(left, filled - at);
            sum.update(buffer, at, part);
            at += part;
            left -= part;
        }
    }

    private void need() throws IOException {
        if (at < filled) {
            return;
        }
        before += filled;
        at = 0;
        filled = 0;
        int read = file.read(buffer);
        if (read < 0) {
            throw new EOFException();
        }
        filled = read;
    }
}
