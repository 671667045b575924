package imece.contract;

import java.util.UUID;

/**
 * Which run of which job an event is about: the fence of the database.
 *
 * @param jobId the job
 * @param epoch the gateway's decision that the run rests on
 * @param delivery how often the broker had handed this message out before; 0 at first
 * @param runId random per run; of two runs with equal epoch and delivery the first {@code started} wins
 */
public record RunKey(UUID jobId, long epoch, int delivery, UUID runId) {
    public RunKey {
        MessageFields.require(jobId, runId);
        MessageFields.demandCount(epoch);
        MessageFields.demandCount(delivery);
    }

    /** A run's id as logs show it: its first eight letters, which tell the runs of a farm apart. */
    public static String shown(UUID runId) {
        return runId.toString().substring(0, 8);
    }
}
