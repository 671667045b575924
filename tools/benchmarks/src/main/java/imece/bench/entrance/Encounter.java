package imece.bench.entrance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file on a prompt's way.
 *
 * @param millis after the submit was sent, when one of its lines was first seen to have run; the median of the rounds
 * @param processes that run it for a prompt
 * @param lines of it that a prompt runs
 */
public record Encounter(SourceFile file, double millis, Set<String> processes, int lines) {
    /** A prompt comes to the gateway first, and common code is called by others. */
    private static final List<String> MODULES = List.of("gateway", "worker", "common");

    private static final Comparator<Encounter> ORDER = Comparator.comparingDouble(Encounter::millis)
            .thenComparingInt(each -> MODULES.indexOf(each.file().module()))
            .thenComparing(Encounter::file);

    /**
     * All files in the order in which a prompt meets them.
     *
     * @param met by process, what a prompt runs
     * @param firstSeen for each round, when a line was first seen to have run, milliseconds
     */
    public static List<Encounter> inOrder(Map<String, Set<RanLine>> met, List<Map<RanLine, Double>> firstSeen) {
        Map<SourceFile, Set<RanLine>> lines = new HashMap<>();
        Map<SourceFile, Set<String>> processes = new HashMap<>();
        met.forEach((process, ran) -> ran.forEach(line -> {
            lines.computeIfAbsent(line.file(), file -> new HashSet<>()).add(line);
            processes.computeIfAbsent(line.file(), file -> new TreeSet<>()).add(process);
        }));
        List<Encounter> all = new ArrayList<>();
        lines.forEach((file, ran) -> all.add(new Encounter(
                file,
                median(ran, firstSeen),
                processes.getOrDefault(file, Set.of()),
                Tally.of(ran).lines())));
        all.sort(ORDER);
        return all;
    }

    private static double median(Set<RanLine> lines, List<Map<RanLine, Double>> firstSeen) {
        List<Double> times = firstSeen.stream()
                .map(round -> lines.stream()
                        .mapToDouble(line -> round.getOrDefault(line, Double.POSITIVE_INFINITY))
                        .min()
                        .orElse(Double.POSITIVE_INFINITY))
                .sorted()
                .toList();
        return times.get((times.size() - 1) / 2);
    }
}
