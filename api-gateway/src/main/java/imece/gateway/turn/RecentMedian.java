package imece.gateway.turn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/** The median of the last 50 values. Not for several threads. */
final class RecentMedian {

    private static final int MOST = 50;

    private final Deque<Long> values = new ArrayDeque<>();
    private final List<Long> sorted = new ArrayList<>();

    void add(long value) {
        if (values.size() == MOST) {
            sorted.remove(Collections.binarySearch(sorted, values.removeFirst()));
        }
        values.add(value);
        int at = Collections.binarySearch(sorted, value);
        sorted.add(at < 0 ? -at - 1 : at, value);
    }

    /** The lower one of the two in the middle; empty if there is none. */
    OptionalLong median() {
        return sorted.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sorted.get((sorted.size() - 1) / 2));
    }
}
