package imece.gateway.job;

import imece.contract.RunKey;
import imece.contract.SlotAddress;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        public static Ended told(UUID runId, RunOutcome outcome, @Nullable String reason, @Nullable Long renderMillis) {
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
