package imece.bench.entrance;

import imece.local.os.CommandProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The main sources of gateway, worker and common; a {@code package-info.java} is none.
 *
 * @param files shortest first
 */
public record Sources(List<Length> files) {
    private static final List<String> MODULES = List.of("api-gateway", "gpu-worker", "common");

    /** A file and its lines, comments and empty ones included. */
    public record Length(String file, int lines) {}

    /** An empty list is a wrong use. */
    public Sources {
        files = files.stream().sorted(Comparator.comparingInt(Length::lines)).toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException("Sources without a file cannot be measured.");
        }
    }

    /** Those of a checkout. */
    public static Sources of(Path checkout) {
        return new Sources(MODULES.stream()
                .map(module -> checkout.resolve(module).resolve("src/main/java"))
                .flatMap(Sources::below)
                .toList());
    }

    private static Stream<Length> below(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new CommandProblem("%s is not there, so this is no checkout of Imece.".formatted(folder));
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all
                    .filter(path -> path.toString().endsWith(".java") && !path.endsWith("package-info.java"))
                    .map(path -> new Length(String.valueOf(path.getFileName()), lines(path)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nine in ten files are no longer. */
    public int ninetieth() {
        return files.get((int) Math.ceil(0.9 * files.size()) - 1).lines();
    }

    /** No file is longer. */
    public Length longest() {
        return files.getLast();
    }

    /** Of all files together. */
    public int lines() {
        return files.stream().mapToInt(Length::lines).sum();
    }
}
