package imece.gateway.job;

import imece.contract.Place;
import imece.contract.RunKey;
import java.util.UUID;

/**
 * The run that counts.
 *
 * @param runId its id
 * @param delivery how often the broker had handed the message out before
 * @param place where it runs
 */
public record CurrentRun(UUID runId, int delivery, Place place) {

    /** The run that an event speaks of. */
    static CurrentRun of(RunKey key, Place place) {
        return new CurrentRun(key.runId(), key.delivery(), place);
    }
}
