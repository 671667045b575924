package imece.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Makes names durable. A file's content is one thing, its name in a folder another, that folder's name in the folder above a
 * third: a crash loses each that was not forced to the disk.
 */
public final class DurableFiles {

    private final Disk disk;

    /** What forces a file, or the names in a folder, to the disk. */
    @FunctionalInterface
    public interface Disk {
        /** Returns once it is there. */
        void force(Path fileOrFolder) throws IOException;
    }

    /** On the machine's own disk. */
    public DurableFiles() {
        this(DurableFiles::forced);
    }

    /** On a disk that somebody looks at. */
    public DurableFiles(Disk disk) {
        this.disk = disk;
    }

    /** Makes a folder and those above it that are missing; the names of all that are new are durable. */
    public Path folder(Path folder, FileAttribute<?>... attributes) throws IOException {
        Path wanted = folder.toAbsolutePath().normalize();
        Deque<Path> parents = new ArrayDeque<>();
        for (Path each = wanted; each != null && !Files.isDirectory(each); each = each.getParent()) {
            Path above = each.getParent();
            if (above != null) {
                parents.push(above);
            }
        }
        Files.createDirectories(wanted, attributes);
        for (Path parent : parents) {
            disk.force(parent);
        }
        return wanted;
    }

    /** Forces what was written to a file, not its name. */
    public void content(Path file) throws IOException {
        disk.force(file);
    }

    /**
     * Forces a file's name and those of all folders between it and this one, the file's own folder first. Whoever made them may
     * not have come so far, so it doesn't matter who made them.
     *
     * @param root a folder above the file
     */
    public void names(Path file, Path root) throws IOException {
        Path top = root.toAbsolutePath().normalize();
        Path folder = above(file);
        while (!folder.equals(top)) {
            disk.force(folder);
            folder = above(folder);
        }
        disk.force(top);
    }

    /** Puts a finished draft of the same disk in the place of a file: after a crash the old content is there or the new one. */
    public void replace(Path draft, Path file) throws IOException {
        disk.force(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        disk.force(above(file));
    }

    private static Path above(Path file) throws IOException {
        @Nullable Path above = file.toAbsolutePath().normalize().getParent();
        if (above == null) {
            throw new IOException("There is no folder above " + file);
        }
        return above;
    }

    private static void forced(Path file) throws IOException {
        // A folder can be opened to read only, and forcing a file writes what anybody wrote to it.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
