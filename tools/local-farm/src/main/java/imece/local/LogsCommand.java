package imece.local;

import imece.local.farm.Console;
import imece.local.farm.LogTail;
import imece.local.os.CommandProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The logs of a farm, of all its processes or of one. */
@Command(name = "logs", description = "Show the farm's logs since its start.", mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls run
final class LogsCommand implements Runnable {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "one process, such as worker-1 (default: all)")
    private @Nullable String name;

    @Option(names = "-f", description = "go on as they grow, until Ctrl-C")
    private boolean follow;

    @Mixin
    private DataOption data;

    @Override
    public void run() {
        Console console = Console.standard();
        List<LogTail> tails = names().stream()
                .map(each -> new LogTail(data.folder().log(each), line -> print(console, each, line)))
                .toList();
        try {
            do {
                tails.forEach(LogTail::catchUp);
                if (follow) {
                    Thread.sleep(200);
                }
            } while (follow);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(Console console, String from, String line) {
        if (name == null) {
            console.relay(from, line);
        } else {
            console.plain(line);
        }
    }

    private List<String> names() {
        Path logs = data.path().resolve("logs");
        try (Stream<Path> files = Files.list(logs)) {
            List<String> all = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".log"))
                    .map(file -> file.substring(0, file.length() - ".log".length()))
                    .sorted()
                    .toList();
            if (name != null && !all.contains(name)) {
                throw new CommandProblem(
                        "There is no log of %s in %s; there are: %s".formatted(name, logs, String.join(", ", all)));
            }
            return name == null ? all : List.of(name);
        } catch (IOException none) {
            throw new CommandProblem(
                    "There are no logs in %s: no farm was started there yet. Start one with ./imece up".formatted(logs),
                    none);
        }
    }
}
