package imece.bench.entrance;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a prompt runs and an idle farm does not.
 *
 * @param byProcess the lines, for {@code gateway} and {@code worker}
 * @param order the files, in the order in which they are met
 * @param functions SQL functions that were called, triggers' too
 */
public record PromptCoverage(Map<String, Set<RanLine>> byProcess, List<Encounter> order, Set<String> functions) {

    /** Of one process. */
    public Tally of(String process) {
        return Tally.of(byProcess.getOrDefault(process, Set.of()));
    }

    /** Of both together; what both run counts once. */
    public Tally together() {
        return Tally.of(byProcess.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    }

    /** Java files and SQL functions. */
    public int files() {
        return together().files().size() + functions.size();
    }
}
