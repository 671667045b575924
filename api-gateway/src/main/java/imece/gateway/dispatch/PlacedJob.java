package imece.gateway.dispatch;

import imece.contract.LiveEvent.Phase;
import imece.contract.SlotId;
import imece.gateway.turn.TurnPlan.HandedJob;
import imece.gateway.turn.WaitingJob;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that was given to the broker and is not over.
 *
 * @param job what the policy knows of it
 * @param assigned the slot that was assigned for it; null = an older gateway dispatched it
 * @param work pixels times steps
 * @param run where it runs; null = no run of it has started
 */
record PlacedJob(
        UUID id,
        long epoch,
        WaitingJob job,
        @Nullable SlotId assigned,
        long work,
        @Nullable StartedRun run) {

    /**
     * The run that counts.
     *
     * @param slot which slot
     * @param phase as the row says
     * @param millis since it has started
     */
    record StartedRun(UUID id, SlotId slot, UUID instance, Phase phase, long millis) {

        /** Whether the GPU is done with it, as the row says. */
        boolean puttingAway() {
            return phase == Phase.DECODING || phase == Phase.UPLOADING;
        }
    }

    HandedJob handed() {
        return new HandedJob(job, assigned);
    }
}
