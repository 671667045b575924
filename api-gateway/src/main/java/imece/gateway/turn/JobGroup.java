package imece.gateway.turn;

import imece.contract.LaneName;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Waiting jobs that differ in their turns only: one lane, one class, one weight, all or none of them pinned. So whoever may go
 * before the first of them by the band may go before all. Not for several threads.
 */
final class JobGroup implements Iterable<WaitingJob> {

    /** What they have in common. */
    record GroupTraits(LaneName lane, TurnClass turnClass, ShareWeight weight, boolean pinned) {

        static GroupTraits of(WaitingJob job) {
            return new GroupTraits(
                    job.lane(), job.turnClass(), job.weight(), job.order().pinned());
        }
    }

    private final List<JobBlock> blocks = new ArrayList<>();

    boolean empty() {
        return blocks.isEmpty();
    }

    /** The first one of these. */
    Optional<WaitingJob> first(Predicate<WaitingJob> wanted) {
        for (WaitingJob job : this) {
            if (wanted.test(job)) {
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    void add(WaitingJob job, long letPast) {
        int at = Math.max(0, Math.min(block(job.order()), blocks.size() - 1));
        if (blocks.isEmpty()) {
            blocks.add(new JobBlock());
        }
        blocks.get(at).add(job, letPast);
        JobBlock upper = blocks.get(at).split();
        if (upper != null) {
            blocks.add(at + 1, upper);
        }
    }

    void remove(TurnOrder order) {
        int at = block(order);
        blocks.get(at).remove(order);
        if (blocks.get(at).empty()) {
            blocks.remove(at);
        }
    }

    long letPast(TurnOrder order) {
        return blocks.get(block(order)).letPast(order);
    }

    /** The most that one of those before this place let past, in GPU-milliseconds; very little if there is none. */
    long greatestLetPast(TurnOrder before) {
        long greatest = Long.MIN_VALUE / 2;
        int end = block(before);
        for (int i = 0; i <= end && i < blocks.size(); i++) {
            greatest = Math.max(greatest, blocks.get(i).greatestLetPast(before));
        }
        return greatest;
    }

    /** All before this place let so much work past. */
    void letPast(TurnOrder before, long gpuMillis) {
        int end = block(before);
        for (int i = 0; i <= end && i < blocks.size(); i++) {
            blocks.get(i).letPast(before, gpuMillis);
        }
    }

    /** Those before this place: how many they are, and how much work. */
    WorkAhead ahead(TurnOrder before) {
        int end = block(before);
        int jobs = 0;
        long work = 0;
        for (int i = 0; i < end; i++) {
            jobs += blocks.get(i).size();
            work += blocks.get(i).work();
        }
        return end == blocks.size()
                ? new WorkAhead(jobs, work)
                : new WorkAhead(
                        jobs + blocks.get(end).countBefore(before),
                        work + blocks.get(end).workBefore(before));
    }

    /** The block in which this place is or would be; the number of blocks if it is behind all. */
    private int block(TurnOrder order) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (blocks.get(middle).last().compareTo(order) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public Iterator<WaitingJob> iterator() {
        return new Iterator<>() {
            private int block;
            private int index;

            @Override
            public boolean hasNext() {
                return block < blocks.size();
            }

            @Override
            public WaitingJob next() {
                if (block >= blocks.size()) {
                    throw new NoSuchElementException("The group has no more jobs.");
                }
                WaitingJob job = blocks.get(block).get(index++);
                if (index == blocks.get(block).size()) {
                    block++;
                    index = 0;
                }
                return job;
            }
        };
    }
}
