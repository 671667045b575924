package imece.worker.owned;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/**
 * A process with all its children in a group of its own, on a leash: a small shell beside it waits for the end of a pipe that
 * this process holds open. When the pipe ends, by our will or because this process was killed, the whole group is ended. Neither
 * needs anything of us by then, so nothing is left behind by a {@code kill -9} either.
 */
final class Leash {

    /** $1 the engine's command line, $2 seconds between the polite and the hard end. */
    private static final String KEEPER = """
            exec 3<&0 </dev/null
            setsid sh -c "$1" 3<&- &
            group=$!
            trap '' TERM INT HUP
            (
              cat <&3
              kill -s TERM -- "-$group"
              sleep "$2"
              kill -s KILL -- "-$group"
            ) >/dev/null 2>&1 &
            watch=$!
            exec 3<&-
            wait "$group"
            status=$?
            kill -s KILL -- "-$group" "$watch" 2>/dev/null
            exit "$status"
            """;

    /** How long its last words may take after its end; a process that left the group may hold the pipe for ever. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process keeper;
    private final Thread words;
    private final long since = System.nanoTime();

    private Leash(Process keeper, Thread words) {
        this.keeper = keeper;
        this.words = words;
    }

    /**
     * Starts it.
     *
     * @param grace how long the group has after TERM before it gets KILL
     * @throws IOException if there is no such folder, or no {@code setsid} on this machine
     */
    static Leash on(EngineCommand command, Duration grace, EngineLog log) throws IOException {
        String seconds = Long.toString(Math.max(1, grace.toSeconds()));
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("setsid", "sh", "-c", KEEPER, "imece-engine", command.line(), seconds))
                .redirectErrorStream(true);
        if (command.folder() != null) {
            builder.directory(command.folder().toFile());
        }
        builder.environment().putAll(command.environment());
        Process keeper = builder.start();
        return new Leash(keeper, log.follow(keeper.getInputStream()));
    }

    /** Waits for its end, and for its last words; its exit status. */
    int awaitEnd() throws InterruptedException {
        int status = keeper.waitFor();
        letGo();
        words.join(LAST_WORDS);
        return status;
    }

    /** How long ago it was started. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    /** Ends the whole group, politely first; returns at once. */
    void letGo() {
        try (OutputStream pipe = keeper.getOutputStream()) {
            pipe.flush();
        } catch (IOException e) {
            // The keeper has gone before: then it has ended the group itself.
        }
    }
}
