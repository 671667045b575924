package imece.gateway.job;

import java.util.List;

/** What one event makes of one job. */
public sealed interface Decision {

    /** The row changes. */
    record Changed(Job after, List<RunChange> runs) implements Decision {
        public Changed {
            runs = List.copyOf(runs);
        }
    }

    /**
     * The row stays.
     *
     * @param why for the count of refused events
     * @param abandon whether the run that sent the event is to be told that it no longer counts
     */
    record Ignored(Why why, boolean abandon) implements Decision {}

    /** It depends on whether the predecessor's worker lives, which is not known yet. */
    record Undecided() implements Decision {}

    /** Why an event changes nothing. Each of these is normal. */
    enum Why {
        /** The row already says so. */
        DUPLICATE,
        /** The job is over. */
        JOB_OVER,
        /** The event belongs to an older decision of the gateway. */
        STALE_EPOCH,
        /** Another run of the same epoch counts. */
        OTHER_RUN
    }
}
