package imece.worker.link;

import imece.worker.link.QueueInspector.QueueCounts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a consumer that is handed nothing should register again: because the broker has stopped serving it without a word,
 * or because it has waited for long. One per stretch of listening to a lane.
 */
final class IdleWatch {

    private static final Logger log = LoggerFactory.getLogger(IdleWatch.class);
    /** Two looks are never closer than the time in which a message travels, however often a wait is cut short. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    static final Duration RENEW_AFTER = Duration.ofSeconds(60);

    private final String slot;
    private final LongSupplier nanoTime;
    private final IdleRule rule = new IdleRule();
    private long idleSince;
    private long lastLook;

    /**
     * A watch that begins now.
     *
     * @param slot its name, for the log
     */
    IdleWatch(String slot) {
        this(slot, System::nanoTime);
    }

    /** The same, by a clock like {@link System#nanoTime}. */
    IdleWatch(String slot, LongSupplier nanoTime) {
        this.slot = slot;
        this.nanoTime = nanoTime;
        this.idleSince = nanoTime.getAsLong();
        this.lastLook = idleSince;
    }

    /** Something was handed over. */
    void served() {
        idleSince = nanoTime.getAsLong();
        rule.served();
    }

    /**
     * Whether to register again; asks the broker if a look is due.
     *
     * @param look what it says; empty = nothing, and whoever's queue is gone is told by the broker itself
     */
    boolean wantsRenewal(Supplier<Optional<QueueCounts>> look) {
        long now = nanoTime.getAsLong();
        if (now - idleSince > RENEW_AFTER.toNanos()) {
            return true;
        }
        if (now - lastLook < LOOK_EVERY.toNanos()) {
            return false;
        }
        lastLook = now;
        QueueCounts counts = look.get().orElse(null);
        if (counts == null) {
            return false;
        }
        return switch (rule.look(counts)) {
            case WELL -> false;
            case FORGOTTEN, PASSED_OVER -> {
                log.warn(
                        "Slot {} is idle and is handed nothing, though {} message(s) wait and {} consumer(s) are known;"
                                + " it registers again.",
                        slot,
                        counts.ready(),
                        counts.consumers());
                yield true;
            }
        };
    }

    /** Whether a slot that is handed nothing is still a consumer in the broker's eyes. It remembers the last look: one per subscription. */
    static final class IdleRule {

        /** What a look shows. */
        enum Action {
            WELL,
            /** Nobody is registered, though this slot believes to be. */
            FORGOTTEN,
            /** Messages wait, and this slot, which could take one, has been handed none since the last look. */
            PASSED_OVER
        }

        private boolean waitedBefore;

        /** Something was handed over: what was seen before says nothing any more. */
        void served() {
            waitedBefore = false;
        }

        /** The slot was idle since the last look. One waiting message may be on its way here, so it takes two looks. */
        Action look(QueueCounts now) {
            boolean waits = now.ready() > 0;
            boolean passedOver = waits && waitedBefore;
            waitedBefore = waits;
            if (now.consumers() == 0) {
                return Action.FORGOTTEN;
            }
            return passedOver ? Action.PASSED_OVER : Action.WELL;
        }
    }
}
