package imece.local.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A file that names one process by id and start time, so that a later run can find it and nothing else. */
public record PidFile(Path file) {
    /** Remembers a running process. */
    public void write(ProcessHandle process) {
        ProcessRef ref = ProcessRef.of(process);
        PrivateFiles.write(file, ref.pid() + " " + ref.startedAt() + "\n");
    }

    /** The remembered process if it still runs, whoever started it. */
    public Optional<ProcessHandle> find() {
        return read().flatMap(ProcessRef::find);
    }

    /** Forgets the process. */
    public void clear() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ProcessRef> read() {
        try {
            String[] words = Files.readString(file).strip().split(" ", -1);
            return Optional.of(new ProcessRef(Long.parseLong(words[0]), Instant.parse(words[1])));
        } catch (IOException | RuntimeException absentOrHalfWritten) {
            return Optional.empty();
        }
    }
}
