package imece.gateway.job;

import imece.contract.StatusEvent;

/**
 * What a row keeps of the secret of its last dispatch.
 *
 * @param epoch that of this dispatch; the row may have gone on since, or have been dispatched without a secret
 * @param sha256 lower-case hex
 */
public record SecretHash(long epoch, String sha256) {

    /** Whether this event shows the secret, or speaks of a dispatch that had none. */
    public boolean isShownBy(StatusEvent.OfRun event) {
        return event.run().epoch() != epoch
                || (event.secret() != null && event.secret().hasHash(sha256));
    }
}
