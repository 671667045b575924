package imece.local.drill.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Broken promises: how many of each, and the first few in words. */
public final class Findings {
    private static final int EXAMPLES = 10;

    private final Map<Promise, Integer> counts = new EnumMap<>(Promise.class);
    private final Map<Promise, List<String>> examples = new EnumMap<>(Promise.class);

    void add(Promise promise, String words) {
        counts.merge(promise, 1, Integer::sum);
        List<String> some = examples.computeIfAbsent(promise, first -> new ArrayList<>());
        if (some.size() < EXAMPLES) {
            some.add(words);
        }
    }

    /** How often it was broken. */
    public int count(Promise promise) {
        return counts.getOrDefault(promise, 0);
    }

    /** The first few times, in words. */
    public List<String> examples(Promise promise) {
        return examples.getOrDefault(promise, List.of());
    }

    /** Whether all were kept. */
    public boolean none() {
        return counts.isEmpty();
    }

    @Override
    public String toString() {
        return examples.toString();
    }
}
