package imece.bench.stats;

import java.util.Collection;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * One figure over several rounds.
 *
 * @param median of the rounds
 * @param least the lowest round
 * @param most the highest round
 * @param rounds how many there were
 */
public record Spread(double median, double least, double most, int rounds) {

    /** Of at least one round. */
    public static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A spread needs at least one round.");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        double median = n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast(), n);
    }

    /** What comes of each figure by a rule that keeps their order. */
    public Spread map(DoubleUnaryOperator rule) {
        return new Spread(rule.applyAsDouble(median), rule.applyAsDouble(least), rule.applyAsDouble(most), rounds);
    }

    /** Of something that is measured once. */
    public static Spread once(double value) {
        return new Spread(value, value, value, 1);
    }
}
