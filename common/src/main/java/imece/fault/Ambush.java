package imece.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The folder through which a drill and its processes speak. {@code hits} has a line per arrival: milliseconds since the epoch,
 * process, point, and the signal where one was given. {@code armed/POINT} holds a signal's name; who moves that file away
 * first sends it to itself.
 *
 * @param folder made by the drill
 * @param name what the drill calls this process; without blanks
 */
record Ambush(Path folder, String name) {

    /** Looks whether the point is armed and does to this process what the file says. */
    void at(FaultPoint point) {
        note(point, "");
        Path mine = folder.resolve("claimed").resolve(point + "-" + UUID.randomUUID());
        try {
            Files.move(folder.resolve("armed").resolve(point.name()), mine, StandardCopyOption.ATOMIC_MOVE);
            String signal = Files.readString(mine).strip();
            note(point, signal);
            strike(signal);
        } catch (NoSuchFileException notArmed) {
            // The usual case, and that of a process that came second.
        } catch (IOException e) {
            throw new UncheckedIOException("The drill's folder " + folder + " does not work.", e);
        }
    }

    private void note(FaultPoint point, String signal) {
        String line = System.currentTimeMillis() + " " + name + " " + point + " " + signal + "\n";
        try {
            // One short write in append mode: lines of several processes do not mix.
            Files.write(
                    folder.resolve("hits"),
                    line.getBytes(StandardCharsets.US_ASCII),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The drill's folder " + folder + " does not work.", e);
        }
    }

    /** By a real signal, as from outside; this thread does not get past the point before it has come. */
    private static void strike(String signal) throws IOException {
        long pid = ProcessHandle.current().pid();
        Process sender =
                new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, Long.toString(pid)).start();
        try {
            sender.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
