package imece.local.os;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What is fetched or unpacked once for all farms of a user: {@code $XDG_CACHE_HOME/imece} or {@code ~/.cache/imece}. */
public record CacheFolder(Path root) {
    /** A file lock holds between processes only; within one, this one does. */
    private static final ReentrantLock WITHIN = new ReentrantLock();

    /** Fills a folder; called with a draft folder that becomes the real one when this returns. */
    @FunctionalInterface
    public interface Filling {
        /** Puts everything under the draft folder. */
        void fill(Path draft) throws IOException;
    }

    /** The user's cache. */
    public static CacheFolder ofUser() {
        return of(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    }

    static CacheFolder of(@Nullable String xdg, String userHome) {
        Path base = xdg == null || xdg.isBlank() ? Path.of(userHome, ".cache") : Path.of(xdg);
        return new CacheFolder(base.resolve("imece").toAbsolutePath());
    }

    /**
     * The folder of this name, filled at the first call: into a draft beside it, then renamed, so that it is whole or not
     * there. Two programs at once fill it once; the second waits.
     */
    public Path filled(String name, Filling filling) {
        Path wanted = root.resolve(name);
        if (Files.isDirectory(wanted)) {
            return wanted;
        }
        PrivateFiles.folder(root);
        WITHIN.lock();
        try (FileChannel channel = FileChannel.open(
                        root.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (held.isValid() && !Files.isDirectory(wanted)) {
                fill(wanted, root.resolve(name + ".draft"), filling);
            }
            return wanted;
        } catch (IOException e) {
            throw new CommandProblem(
                    "Could not fill the cache folder %s (%s). Check that it is yours and that the disk has room, or set XDG_CACHE_HOME."
                            .formatted(wanted, e.getMessage()),
                    e);
        } finally {
            WITHIN.unlock();
        }
    }

    private static void fill(Path wanted, Path draft, Filling filling) throws IOException {
        PrivateFiles.deleteTree(draft); // what a killed run left
        Files.createDirectories(draft);
        try {
            filling.fill(draft);
            Files.move(draft, wanted, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            PrivateFiles.deleteTree(draft);
        }
    }
}
