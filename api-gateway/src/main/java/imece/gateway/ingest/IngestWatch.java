package imece.gateway.ingest;

import imece.contract.Topology;
import imece.gateway.background.PeriodicTask;
import imece.gateway.background.PeriodicWork;
import imece.gateway.broker.LaneDepth;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Notices a store that stands still while its queue has messages, and begins it anew. */
@Component
class IngestWatch implements PeriodicWork {

    private static final Logger log = LoggerFactory.getLogger(IngestWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final StatusIngest store;
    private final IngestHealth health;
    private final LaneDepth depth;
    private final StandingRule rule = new StandingRule();

    IngestWatch(StatusIngest store, IngestHealth health, LaneDepth depth) {
        this.store = store;
        this.health = health;
        this.depth = depth;
    }

    @Override
    public List<PeriodicTask> periodicTasks() {
        return List.of(PeriodicTask.every(EVERY, "watch-ingest", this::look).firstAfter(EVERY));
    }

    private void look() {
        if (!store.isRunning()) {
            return;
        }
        if (depth.declaredAgain(Topology.STATUS_STORE)) {
            health.stands();
            log.error(
                    "Somebody has deleted {}; it is made again. Workers repeat what was lost with it, or the"
                            + " reconciler takes their jobs back.",
                    Topology.STATUS_STORE);
            return;
        }
        OptionalInt ready = depth.ready(Topology.STATUS_STORE);
        if (ready.isEmpty()) {
            return;
        }
        if (rule.stands(new StandingRule.QueueReading(ready.getAsInt(), store.arrived(), store.holding()))) {
            health.stands();
            log.error(
                    "{} event(s) wait in {} and none has come here for a while. This gateway consumes anew; if another"
                            + " one is reading, look at that one's log.",
                    ready.getAsInt(),
                    Topology.STATUS_STORE);
            store.consumeAnew();
        }
    }

    /** Whether the reading of the status queue has come to a standstill. It remembers the looks before: one per store. */
    static final class StandingRule {

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
}
