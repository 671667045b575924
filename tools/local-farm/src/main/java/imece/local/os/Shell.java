package imece.local.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs a short command to its end. */
public final class Shell {
    /** How a command ended: exit status (124 after a time-out) and all that it printed on both streams. */
    public record Outcome(int status, String output) {
        /** Did it end with status 0? */
        public boolean ok() {
            return status == 0;
        }

        /** The last lines, for an error message. */
        public String tail() {
            List<String> lines = output.strip().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 6), lines.size()));
        }
    }

    private Shell() {}

    /** Runs a command without input; kills it when the time is over. A program that is not there ends with status 127. */
    public static Outcome run(Path home, Map<String, String> environment, Duration limit, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return new Outcome(127, String.valueOf(e.getMessage()));
        }
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> readAll(process));
        try {
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return new Outcome(
                    ended ? process.exitValue() : 124,
                    output.completeOnTimeout("", 5, TimeUnit.SECONDS).join());
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CommandProblem("Stopped while running %s.".formatted(command.getFirst()), stop);
        }
    }

    private static String readAll(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cut) {
            return "";
        }
    }
}
