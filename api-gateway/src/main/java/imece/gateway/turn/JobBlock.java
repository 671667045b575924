package imece.gateway.turn;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some neighbours in a {@link JobGroup}, in order, with what all of them have in common: so that what many jobs let past is
 * noted once. Not for several threads.
 */
final class JobBlock {

    /** One is split when it has more: a search looks at the blocks one by one, and into one of them. */
    private static final int MOST = 256;

    private final List<Entry> entries = new ArrayList<>();
    private long work;
    private long letPastByAll;
    private long greatestOwn;

    private static final class Entry {
        private final WaitingJob job;
        /** Besides what all of the block let past. */
        private long own;

        Entry(WaitingJob job, long own) {
            this.job = job;
            this.own = own;
        }
    }

    boolean empty() {
        return entries.isEmpty();
    }

    WaitingJob get(int index) {
        return entries.get(index).job;
    }

    int size() {
        return entries.size();
    }

    /** GPU-milliseconds of all. */
    long work() {
        return work;
    }

    /** GPU-milliseconds of those that stand before this place. */
    long workBefore(TurnOrder before) {
        long sum = 0;
        int end = index(before);
        for (int i = 0; i < end; i++) {
            sum += entries.get(i).job.estimate();
        }
        return sum;
    }

    /** How many stand before this place. */
    int countBefore(TurnOrder before) {
        return index(before);
    }

    TurnOrder last() {
        return entries.getLast().job.order();
    }

    void add(WaitingJob job, long letPast) {
        entries.add(index(job.order()), new Entry(job, letPast - letPastByAll));
        work += job.estimate();
        greatestOwn = entries.size() == 1 ? letPast - letPastByAll : Math.max(greatestOwn, letPast - letPastByAll);
    }

    /** What the job let past, in GPU-milliseconds. */
    long letPast(TurnOrder order) {
        return entries.get(index(order)).own + letPastByAll;
    }

    void remove(TurnOrder order) {
        Entry gone = entries.remove(index(order));
        work -= gone.job.estimate();
        greatestOwn = greatestOwn(entries.size());
    }

    /** The most that one of those before this place let past. */
    long greatestLetPast(TurnOrder before) {
        int end = index(before);
        return letPastByAll + (end == entries.size() ? greatestOwn : greatestOwn(end));
    }

    /** All before this place let so much work past. */
    void letPast(TurnOrder before, long gpuMillis) {
        int end = index(before);
        if (end == entries.size()) {
            letPastByAll += gpuMillis;
            return;
        }
        entries.subList(0, end).forEach(entry -> entry.own += gpuMillis);
        greatestOwn = greatestOwn(entries.size());
    }

    /** The upper half of a block that is too large, or null. */
    @Nullable
    JobBlock split() {
        if (entries.size() <= MOST) {
            return null;
        }
        JobBlock upper = new JobBlock();
        List<Entry> half = entries.subList(MOST / 2, entries.size());
        half.forEach(entry -> upper.add(entry.job, entry.own + letPastByAll));
        half.clear();
        work -= upper.work;
        greatestOwn = greatestOwn(entries.size());
        return upper;
    }

    private long greatestOwn(int end) {
        long greatest = Long.MIN_VALUE / 2;
        for (int i = 0; i < end; i++) {
            greatest = Math.max(greatest, entries.get(i).own);
        }
        return greatest;
    }

    /** Where this place is or would be. */
    private int index(TurnOrder order) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).job.order().compareTo(order) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
