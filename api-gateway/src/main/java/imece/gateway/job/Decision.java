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
         * @param time what was told of its time on the GPU
         * @param charge what its loss has cost the job
         */
        record Ended(
                UUID runId, RunOutcome outcome, @Nullable String reason, RunTime time, LossCharge charge)
                implements RunChange {

            /** A run whose end was told, or ordered. */
            public static Ended told(UUID runId, RunOutcome outcome, @Nullable String reason, RunTime time) {
                return new Ended(runId, outcome, reason, time, LossCharge.NONE);
            }

            /** A run whose worker was lost. */
            static Ended lost(UUID runId, String reason, LossCharge charge) {
                return new Ended(runId, RunOutcome.LOST, reason, RunTime.NONE, charge);
            }
        }

        /**
         * How long a run kept its GPU, in milliseconds, as its worker tells; null = it does not.
         *
         * @param renderMillis from the lock of the GPU to the last byte of the engine, of completed runs
         * @param loadMillis how much of that went into loading a checkpoint
         * @param gpuMillis time on the GPU without loading, a part of it where other runs shared the GPU
         */
        record RunTime(
                @Nullable Long renderMillis,
                @Nullable Long loadMillis,
                @Nullable Long gpuMillis) {

            /** Nothing was told. */
            public static final RunTime NONE = new RunTime(null, null, null);

            /**
             * The time on the GPU without loading, in milliseconds.
             *
             * @param seen from start to end, as far as the rows saw it
             */
            long gpuMillisOf(long seen) {
                if (gpuMillis != null) {
                    return gpuMillis;
                }
                long whole = renderMillis == null ? seen : renderMillis;
                return Math.max(0, loadMillis == null ? whole : whole - loadMillis);
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
