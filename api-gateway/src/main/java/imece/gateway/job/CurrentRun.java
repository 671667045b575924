package imece.gateway.job;

import imece.contract.RunKey;
import imece.contract.SlotAddress;
import java.util.UUID;

/**
 * The run that counts.
 *
 * @param runId its id
 * @param delivery how often the broker had handed the message out before
 * @param slot where it runs
 */
public record CurrentRun(UUID runId, int delivery, SlotAddress slot) {

    /** The run that an event speaks of. */
    static CurrentRun of(RunKey key, SlotAddress slot) {
        return new CurrentRun(key.runId(), key.delivery(), slot);
    }
}
