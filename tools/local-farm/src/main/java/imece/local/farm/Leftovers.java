package imece.local.farm;

import imece.local.os.ProcessEnding;
import imece.local.os.ProcessRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Gateways and workers that a killed launcher left behind. (PostgreSQL and RabbitMQ look after their own.) A process belongs to
 * a farm if its command line names that very data folder; nothing else is ever ended.
 */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Leftovers() {}

    static List<ProcessHandle> of(Path data) {
        String mark = "--imece.data=" + data;
        long self = ProcessHandle.current().pid();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(each -> each.pid() != self)
                    .filter(each -> ProcessRef.commandLine(each).contains(mark))
                    .toList();
        }
    }

    /** Ends them all, at the same time; says who they were. */
    static void end(Path data, Consumer<String> voice) {
        List<ProcessHandle> found = of(data);
        found.forEach(each -> voice.accept("%s of an earlier run is still there (pid %d): ending it."
                .formatted(nameOf(each).orElse("A process"), each.pid())));
        CompletableFuture.allOf(found.stream()
                        .map(each -> CompletableFuture.runAsync(() -> ProcessEnding.of(each, "TERM", PATIENCE)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private static Optional<String> nameOf(ProcessHandle process) {
        String mark = "--imece.name=";
        return ProcessRef.commandLine(process).stream()
                .filter(word -> word.startsWith(mark))
                .map(word -> word.substring(mark.length()))
                .findFirst();
    }
}
