package imece.gateway.ingest;

import org.jspecify.annotations.Nullable;

/** Whether the reading of the status queue has come to a standstill. It remembers the looks before: one per store. */
final class StandingRule {

    /** So many looks in a row must show it: another gateway may be the one that reads, and be behind for a moment. */
    static final int LOOKS = 4;

    private @Nullable QueueReading before;
    private int standing;

    /**
     * One look.
     *
     * @param ready messages that wait in the queue
     * @param arrived messages that have ever come to this gateway
     * @param holding whether some of them are not stored yet; then the database is what it waits for
     */
    record QueueReading(int ready, long arrived, boolean holding) {}

    /** Whether it stands; said once, then it takes as many looks again. */
    boolean stands(QueueReading now) {
        QueueReading last = before;
        before = now;
        boolean still = last != null
                && now.ready() >= last.ready()
                && last.ready() > 0
                && now.arrived() == last.arrived()
                && !now.holding();
        standing = still ? standing + 1 : 0;
        if (standing + 1 < LOOKS) {
            return false;
        }
        standing = 0;
        return true;
    }
}
