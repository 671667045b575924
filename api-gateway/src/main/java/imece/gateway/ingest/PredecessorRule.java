package imece.gateway.ingest;

import imece.gateway.job.Evidence;
import java.time.Duration;
import java.util.Optional;

/** What the broker's answer about a worker proves. Pure. */
final class PredecessorRule {

    /** A connection younger than this may stand before that of the worker is back, after a restart of the broker. */
    static final Duration YOUNG = Duration.ofSeconds(15);

    /** How long a young connection gives others to come back. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private PredecessorRule() {}

    /** The worker's queue does not exist. */
    static Evidence gone(Duration connectedFor, Duration waited) {
        boolean young = connectedFor.compareTo(YOUNG) < 0;
        return young && waited.compareTo(PATIENCE) < 0 ? Evidence.UNKNOWN : Evidence.GONE;
    }

    /**
     * The worker's queue exists.
     *
     * @param namesRun whether a heartbeat since the redelivery named the run; empty = none was heard yet
     */
    static Evidence connected(Optional<Boolean> namesRun, Duration waited, Duration longest) {
        if (namesRun.isPresent()) {
            return namesRun.get() ? Evidence.RUNNING_IT : Evidence.ALIVE_WITHOUT_IT;
        }
        return waited.compareTo(longest) >= 0 ? Evidence.ALIVE_WITHOUT_IT : Evidence.UNKNOWN;
    }
}
