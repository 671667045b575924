package imece.bench.farm;

import imece.bench.stats.Latencies;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How old the place was that a waiting visitor saw: from each start ahead of them to the first frame that knew of it. All
 * moments are milliseconds of the machine's clock.
 */
public final class Staleness {
    private Staleness() {}

    /**
     * Compares what happened with what was told.
     *
     * @param starts moments at which jobs ahead started, ascending
     * @param placeAfterAll the true place once all of these had started
     * @param told moment and place of each frame
     * @param until starts after this moment do not count: their news may still have been under way
     */
    public static Latencies of(
            List<Double> starts, int placeAfterAll, NavigableMap<Double, Integer> told, double until) {
        NavigableMap<Integer, Double> firstToldAtMost = new TreeMap<>();
        int lowest = Integer.MAX_VALUE;
        for (Map.Entry<Double, Integer> frame : told.entrySet()) {
            if (frame.getValue() < lowest) {
                lowest = frame.getValue();
                firstToldAtMost.put(lowest, frame.getKey());
            }
        }
        Latencies ages = new Latencies();
        for (int i = 0; i < starts.size() && starts.get(i) <= until; i++) {
            int place = placeAfterAll + starts.size() - 1 - i;
            Map.Entry<Integer, Double> frame = firstToldAtMost.floorEntry(place);
            // Never told: as old as it had become when the watching ended, which is a lower bound.
            double at = frame == null ? (told.isEmpty() ? until : Math.max(until, told.lastKey())) : frame.getValue();
            ages.add(Math.round(Math.max(0, at - starts.get(i)) * 1e6));
        }
        return ages;
    }
}
