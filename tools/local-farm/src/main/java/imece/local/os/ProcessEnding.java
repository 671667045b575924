package imece.local.os;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes, politely first. Only ever given processes that this program or an earlier run of it started. */
public final class ProcessEnding {
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private ProcessEnding() {}

    /**
     * Sends a signal by name ("TERM", "INT", "QUIT", "KILL"); waits; what still runs after the patience is killed.
     *
     * @return whether it ended by itself
     */
    public static boolean of(ProcessHandle process, String signal, Duration patience) {
        send(process, signal);
        if (awaitEnd(process, patience)) {
            return true;
        }
        process.destroyForcibly();
        awaitEnd(process, AFTER_KILL);
        return false;
    }

    /** Waits for the end of a process; an interrupted wait counts as not ended. */
    public static boolean awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException stillThere) {
            return !process.isAlive();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Sends one signal; a process that is already gone is fine. */
    public static void send(ProcessHandle process, String signal) {
        switch (signal) {
            case "TERM" -> process.destroy();
            case "KILL" -> process.destroyForcibly();
            default -> shell(process, signal);
        }
    }

    /** Java knows two signals; the shell's own kill knows them all and is there wherever a shell is. */
    private static void shell(ProcessHandle process, String signal) {
        try {
            new ProcessBuilder(
                            "sh", "-c", "kill -s \"$1\" \"$2\" 2>/dev/null", "sh", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException noShell) {
            process.destroy();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
