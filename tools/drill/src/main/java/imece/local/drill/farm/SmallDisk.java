package imece.local.drill.farm;

import imece.local.os.PrivateFiles;
import imece.local.os.ProcessLauncher;
import imece.local.os.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The picture store on a disk of its own that is small enough to be filled: a tmpfs of 96 MiB, which only root can mount. Where
 * that fails, the store lies in an ordinary folder, and the disk is never full.
 */
public final class SmallDisk {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final byte[] BLOCK = new byte[1 << 16];

    private final Path folder;
    private final boolean mounted;

    private SmallDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static SmallDisk at(Path folder) {
        PrivateFiles.folder(folder);
        return new SmallDisk(
                folder, run("mount", "-t", "tmpfs", "-o", "size=96m,mode=0700", "imece-drill", folder.toString()));
    }

    Path folder() {
        return folder;
    }

    /** Whether it can be filled. */
    public boolean isReal() {
        return mounted;
    }

    /** Until nothing more fits. */
    public void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(BLOCK);
            }
        } catch (IOException full) {
            if (!Files.exists(filler())) {
                throw full;
            }
        }
    }

    /** There is room again. */
    public void empty() throws IOException {
        Files.deleteIfExists(filler());
    }

    void putAway() {
        if (mounted) {
            run("umount", "-l", folder.toString());
        }
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    private static boolean run(String... words) {
        return ProcessLauncher.onPath(words[0])
                && Shell.run(Path.of("/"), Map.of(), LIMIT, List.of(words)).ok();
    }
}
