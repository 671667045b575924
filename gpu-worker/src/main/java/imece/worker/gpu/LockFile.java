package imece.worker.gpu;

import imece.broker.Backoff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One lock file. Inside this process a semaphore comes first: POSIX drops a process's lock on a file as soon as the process
 * closes any descriptor of it, so a thread that merely looked would take the lock from the one that works.
 */
final class LockFile {

    private static final Map<Path, Semaphore> IN_PROCESS = new ConcurrentHashMap<>();

    private final Path path;
    private final Semaphore mine;

    private LockFile(Path path) {
        this.path = path;
        this.mine = IN_PROCESS.computeIfAbsent(path, p -> new Semaphore(1));
    }

    static LockFile in(Path folder, String gpu) {
        return new LockFile(folder.toAbsolutePath().normalize().resolve(fileName(gpu)));
    }

    /** GPU ids are letters, digits, dots and dashes as drivers give them; anything else is escaped. */
    static String fileName(String gpu) {
        StringBuilder name = new StringBuilder("gpu-");
        gpu.codePoints().forEach(c -> {
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.') {
                name.appendCodePoint(c);
            } else {
                name.append('_').append(Integer.toHexString(c)).append('_');
            }
        });
        return name.append(".lock").toString();
    }

    Optional<Hold> tryLock() {
        if (!mine.tryAcquire()) {
            return Optional.empty();
        }
        Optional<Hold> hold = Optional.empty();
        try {
            hold = lockedByNobodyElse();
            return hold;
        } catch (IOException e) {
            throw new UncheckedIOException("The lock file " + path + " can't be used: " + e.getMessage(), e);
        } finally {
            if (hold.isEmpty()) {
                mine.release();
            }
        }
    }

    private Optional<Hold> lockedByNobodyElse() throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new Hold(channel, mine));
    }

    /** The lock, held. */
    static final class Hold {

        private final FileChannel channel;
        private final Semaphore mine;
        private final AtomicBoolean released = new AtomicBoolean();

        private Hold(FileChannel channel, Semaphore mine) {
            this.channel = channel;
            this.mine = mine;
        }

        /** Gives it back; true the first time. */
        boolean release() {
            if (!released.compareAndSet(false, true)) {
                return false;
            }
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                mine.release();
            }
            return true;
        }
    }

    /**
     * How to wait for a lock that can only be tried: often at first, then less so, and never beyond the patience. Pure.
     *
     * @param patience how long to wait in all
     */
    public record LockWait(Duration patience) {

        private static final Backoff PAUSE = new Backoff(Duration.ofMillis(10), Duration.ofMillis(200));

        /** What to do after a failed try. */
        public sealed interface Next {}

        /** Try again after this pause. */
        public record TryAfter(Duration pause) implements Next {}

        /** Patience is at an end. */
        public record GiveUp() implements Next {}

        /**
         * What to do now.
         *
         * @param tries failed tries so far, at least 1
         * @param waited time since the first try
         */
        public Next after(int tries, Duration waited) {
            Duration left = patience.minus(waited);
            if (left.isNegative() || left.isZero()) {
                return new GiveUp();
            }
            Duration pause = PAUSE.after(tries);
            return new TryAfter(left.compareTo(pause) < 0 ? left : pause);
        }
    }
}
