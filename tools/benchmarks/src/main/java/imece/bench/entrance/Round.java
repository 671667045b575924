package imece.bench.entrance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What one process ran in one round.
 *
 * @param idle while nobody wanted anything
 * @param prompt while one prompt was submitted, drawn and told to be complete
 */
public record Round(Set<RanLine> idle, Set<RanLine> prompt) {
    public Round {
        idle = Set.copyOf(idle);
        prompt = Set.copyOf(prompt);
    }

    /**
     * The lines that a prompt runs and an idle farm does not: those that ran with the prompt in most rounds, and idle in none.
     * A line that only chance brought into one round is none of them, and neither is a beat that an idle farm has now and then.
     */
    public static Set<RanLine> met(List<Round> rounds) {
        Map<RanLine, Integer> ran = new HashMap<>();
        rounds.forEach(round -> round.prompt.forEach(line -> ran.merge(line, 1, Integer::sum)));
        rounds.forEach(round -> ran.keySet().removeAll(round.idle));
        return ran.entrySet().stream()
                .filter(each -> 2 * each.getValue() > rounds.size())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
