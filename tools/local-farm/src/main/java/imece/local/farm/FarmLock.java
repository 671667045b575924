package imece.local.farm;

import imece.local.os.CommandProblem;
import imece.local.os.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One launcher per data folder. The lock dies with its process, however that ends. */
final class FarmLock implements AutoCloseable {
    private final FileChannel channel;

    private FarmLock(FileChannel channel) {
        this.channel = channel;
    }

    static FarmLock take(FarmFolder folder) {
        PrivateFiles.folder(folder.root());
        try {
            FileChannel channel = FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new CommandProblem(
                        "A farm already runs on %s. See it with ./imece status, end it with ./imece down, or start another one with --data OTHER --port OTHER."
                                .formatted(folder.root()));
            }
            folder.tighten();
            return new FarmLock(channel);
        } catch (IOException e) {
            throw new CommandProblem(
                    "Could not lock %s: %s. Check that the folder is yours.".formatted(folder.lock(), e.getMessage()),
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisVeryProgram) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
