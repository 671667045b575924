package imece.gateway.job;

import imece.contract.Place;
import imece.contract.RunKey;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one decision adds to the list of runs. */
public sealed interface LedgerEntry {

    /** A run's start was accepted as this attempt. */
    record Began(RunKey run, Place place, int attempt) implements LedgerEntry {}

    /**
     * A run ended.
     *
     * @param renderMillis time on the GPU, for completed runs
     */
    record Ended(
            UUID runId,
            RunOutcome outcome,
            @Nullable String reason,
            @Nullable Long renderMillis) implements LedgerEntry {}
}
