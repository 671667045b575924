package imece.local.os;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts long-lived processes: output appended to a log file, no input, and out of reach of the terminal's Ctrl-C. */
public final class ProcessLauncher {
    private static final Path NULL = Path.of("/dev/null");

    private ProcessLauncher() {}

    /**
     * Starts a program that outlives its starter. Its output goes straight to the file, so that it never blocks on, or
     * dies with, the starter.
     */
    public static Process server(Path home, Path log, Map<String, String> environment, List<String> command) {
        List<String> words = new ArrayList<>(ofItsOwn());
        words.addAll(command);
        PrivateFiles.folder(log.toAbsolutePath().getParent());
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        if (Files.exists(NULL)) {
            builder.redirectInput(NULL.toFile());
        }
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandProblem(
                    "Could not start %s: %s. Look at the machine's limits (memory, processes) and start again."
                            .formatted(command.getFirst(), e.getMessage()),
                    e);
        }
    }

    /** A program found on the PATH. */
    public static boolean onPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && List.of(path.split(File.pathSeparator)).stream()
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder.isEmpty() ? "." : folder, program)));
    }

    /** Apart from the terminal (setsid): Ctrl-C then reaches only the launcher, which ends the others in order. */
    private static List<String> ofItsOwn() {
        return onPath("setsid") ? List.of("setsid") : List.of();
    }
}
