package imece.local.os;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Waits for words in a server's log, counted from a place in it. */
public record LogWatch(Path log, long after) {
    private static final int ENOUGH = 1 << 20;

    /** From the log's present end on. */
    public static LogWatch fromNow(Path log) {
        try {
            return new LogWatch(log, Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException gone) {
            return new LogWatch(log, 0);
        }
    }

    /** Waits until the words stand in the log. False: the server ended before, or the time is over. */
    public boolean await(String words, Process server, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            boolean alive = server.isAlive();
            if (news().contains(words)) {
                return true;
            }
            if (!alive) {
                return false;
            }
            Thread.sleep(50);
        }
        return false;
    }

    /** The last lines written since, for an error message. */
    public String tail() {
        var lines = news().strip().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }

    private String news() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            // A log that was cut meanwhile is read from its start.
            long from = file.length() < after ? 0 : after;
            byte[] bytes = new byte[(int) Math.min(file.length() - from, ENOUGH)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException notYet) {
            return "";
        }
    }
}
