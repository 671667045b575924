package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.List;
import java.util.Map;

/**
 * What a history shows.
 *
 * @param told how often each reason to wait was told
 * @param results how many jobs there were of each status at the end
 * @param recoveries milliseconds by the name of the fault, ascending
 * @param blows how often each fault was really made
 * @param hits how often each named point was passed, and struck
 * @param unable faults that could not be made, in words
 * @param frames what browsers were told
 * @param pictures those that their owners looked at
 * @param restMillis how long it took to come to rest
 */
public record DrillResult(
        Findings findings,
        Map<String, Integer> told,
        Map<String, Integer> results,
        Map<String, List<Long>> recoveries,
        Map<String, Integer> blows,
        List<Entry.Hit> hits,
        List<String> unable,
        long frames,
        long pictures,
        long restMillis) {

    /** All jobs. */
    public int accepted() {
        return results.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** That which this share of the sorted times does not exceed. */
    public static long percentile(List<Long> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
