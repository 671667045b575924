package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Engines that failed because they were asked to, by a word in the prompt. The request may be cancelled before it comes to that, so
 * what counts is a run of such a job that failed or was lost.
 */
final class EngineFaults implements Check {
    private static final Set<String> FAILED = Set.of("failed", "lost", "superseded");

    private final Map<String, String> faultOf = new TreeMap<>();
    private final Map<UUID, String> asked = new HashMap<>();
    private final Set<UUID> counted = new HashSet<>();
    private final Map<String, Integer> made = new TreeMap<>();

    /** Whether it is one of them: its target is then a word. */
    static boolean isOne(Entry.Blow blow) {
        return blow.target().startsWith("[");
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Blow blow -> {
                if (isOne(blow)) {
                    faultOf.put(blow.target(), blow.fault());
                }
            }
            case Entry.Row row ->
                faultOf.forEach((word, fault) -> {
                    if (row.prompt().contains(word)) {
                        asked.put(row.job(), fault);
                    }
                });
            case Entry.RunRow run -> {
                String fault = asked.get(run.job());
                if (fault != null && FAILED.contains(String.valueOf(run.outcome())) && counted.add(run.job())) {
                    made.merge(fault, 1, Integer::sum);
                }
            }
            default -> {}
        }
    }

    /** How many jobs it came to pass in, by the fault's name. */
    Map<String, Integer> made() {
        return made;
    }
}
