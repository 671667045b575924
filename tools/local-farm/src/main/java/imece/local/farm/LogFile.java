package imece.local.farm;

import imece.local.os.CommandProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A member's log: the one before is kept as NAME.log.1, and neither grows without end. */
record LogFile(Path file) {
    private static final long MOST_BYTES = 16L << 20;

    /** Begins a new one at the start of a farm. */
    void rotate() {
        try {
            Files.createDirectories(file.getParent());
            if (Files.exists(file)) {
                Files.move(file, previous(), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.createFile(file);
        } catch (IOException e) {
            throw new CommandProblem("Could not begin the log %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Keeps it under 16 MiB while its writer, which appends, goes on. */
    void bound() throws IOException {
        if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
            Files.copy(file, previous(), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    private Path previous() {
        return file.resolveSibling(file.getFileName() + ".1");
    }
}
