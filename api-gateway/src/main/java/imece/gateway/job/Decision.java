package imece.gateway.job;

import imece.contract.RunKey;
import imece.contract.SlotAddress;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** What one decision adds to the list of runs. */
    public sealed interface RunChange {

        /** A run's start was accepted as this attempt. */
        record Began(RunKey run, SlotAddress slot, int attempt) implements RunChange {}

        /**
         * A run ended.
         *
         * @param renderMillis time on the GPU, for completed runs
         * @param charge what its loss has cost the job
         */
        record Ended(
                UUID runId,
                RunOutcome outcome,
                @Nullable String reason,
                @Nullable Long renderMillis,
                LossCharge charge) implements RunChange {

            /** A run whose end was told, or ordered. */
            public static Ended told(
                    UUID runId, RunOutcome outcome, @Nullable String reason, @Nullable Long renderMillis) {
                return new Ended(runId, outcome, reason, renderMillis, LossCharge.NONE);
            }

            /** A run whose worker was lost. */
            static Ended lost(UUID runId, String reason, LossCharge charge) {
                return new Ended(runId, RunOutcome.LOST, reason, null, charge);
            }
        }

        /** The worker of a lost run was heard again: the loss costs nothing. */
        record Refunded(UUID runId) implements RunChange {}

        /** How a run ended. */
        public enum RunOutcome {
            COMPLETED,
            FAILED,
            RELEASED,
            CANCELLED,
            /** Another run of the same job took its place while its worker lived. */
            SUPERSEDED,
            /** Its worker is gone. */
            LOST;

            /** The word in SQL and JSON. */
            public String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
