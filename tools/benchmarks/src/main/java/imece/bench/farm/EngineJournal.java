package imece.bench.farm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the instant engine noted down: when it was called and when it returned. */
public record EngineJournal(Path file) {

    /** One picture, in nanoseconds of the worker's process. */
    public record EngineCallTimes(String gpu, long entered, long left) {}

    /** Times in which a slot stood still between two pictures, and those in which it worked; nanoseconds. */
    public record Pauses(List<Long> between, long working) {
        public Pauses {
            between = List.copyOf(between);
        }

        /** Of all time from the first call to the last return, the share in which the engine was not called. */
        public double idleShare() {
            long idle = between.stream().mapToLong(Long::longValue).sum();
            return idle + working == 0 ? 0 : (double) idle / (idle + working);
        }
    }

    /** All calls so far, in the order in which they ended. */
    public List<EngineCallTimes> calls() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var lines = Files.lines(file)) {
            return lines.map(EngineJournal::call).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From one return of a slot's engine to its next call. */
    public static Pauses pauses(List<EngineCallTimes> calls) {
        Map<String, EngineCallTimes> last = new HashMap<>();
        List<Long> between = new ArrayList<>();
        long working = 0;
        for (EngineCallTimes call : calls) {
            EngineCallTimes before = last.put(call.gpu(), call);
            if (before != null) {
                between.add(call.entered() - before.left());
            }
            working += call.left() - call.entered();
        }
        return new Pauses(between, working);
    }

    private static EngineCallTimes call(String line) {
        String[] words = line.split(" ", 3);
        return new EngineCallTimes(words[0], Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
}
