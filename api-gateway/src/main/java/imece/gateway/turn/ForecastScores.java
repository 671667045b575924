package imece.gateway.turn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The last 300 logarithms of actual time by forecast, and how wide a range about them must be. */
final class ForecastScores {

    private static final int MOST = 300;
    private static final int ENOUGH = 30;

    /** A little less than what is promised to miss, since what is learnt from is always a while ago. */
    private static final double MISSES = 0.16;

    private static final double PACE = 0.01;

    /** Where nothing was learnt yet: half as long to twice as long. */
    private static final Ratios UNKNOWN = new Ratios(0.5, 2);

    private final Deque<Double> scores = new ArrayDeque<>();
    private final List<Double> sorted = new ArrayList<>();
    private double misses = MISSES;

    /** What the point is multiplied with. */
    record Ratios(double low, double high) {}

    void add(double score, boolean held) {
        misses = Math.clamp(misses + PACE * (MISSES - (held ? 0 : 1)), 0.02, 0.5);
        if (scores.size() == MOST) {
            sorted.remove(Collections.binarySearch(sorted, scores.removeFirst()));
        }
        scores.add(score);
        int at = Collections.binarySearch(sorted, score);
        sorted.add(at < 0 ? -at - 1 : at, score);
    }

    boolean enough() {
        return sorted.size() >= ENOUGH;
    }

    Ratios ratios() {
        return enough() ? new Ratios(StrictMath.exp(at(misses / 2)), StrictMath.exp(at(1 - misses / 2))) : UNKNOWN;
    }

    private double at(double share) {
        return sorted.get(Math.clamp((int) Math.floor(share * sorted.size()), 0, sorted.size() - 1));
    }
}
