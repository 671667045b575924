package imece.gateway.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP whose entries are stored as they are, for pictures are compressed already; beyond 65,535 entries or 4 GiB it is a ZIP64. It
 * is written while it is read, and nothing of it is held.
 */
final class StoredZip implements AutoCloseable {

    private final ZipOutputStream zip;

    StoredZip(OutputStream to) {
        zip = new ZipOutputStream(to);
        zip.setMethod(ZipOutputStream.STORED);
    }

    /** Adds a file that does not change. It is read twice: a stored entry says its sum before its content. */
    void add(String name, Path file, Instant at) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(FileTime.from(at));
        entry.setSize(Files.size(file));
        entry.setCrc(sum(file));
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
    }

    private static long sum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return sum.getValue();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
