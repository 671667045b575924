package imece.gateway.moderation;

import imece.contract.StatusEvent;
import java.util.Optional;
import java.util.UUID;

/** What becomes of pictures that runs have uploaded, by the run. Nobody is kept waiting here. */
public interface PictureVerdicts {

    /** Nobody is asked. */
    PictureVerdicts OFF = new PictureVerdicts() {

        @Override
        public Optional<PictureVerdict> known(UUID run) {
            return Optional.empty();
        }

        @Override
        public PictureVerdict judge(StatusEvent.Completed event) {
            return new PictureVerdict.NotAsked();
        }

        @Override
        public void writeDown(UUID job, UUID run) {
            // There is nothing.
        }

        @Override
        public void over(UUID run) {
            // Nothing is kept.
        }
    };

    /** The verdict as far as there is one; empty if nobody has asked for it. */
    Optional<PictureVerdict> known(UUID run);

    /** The verdict about a picture that was seen in the store, or that there is none yet: then it is being asked for from now on. */
    PictureVerdict judge(StatusEvent.Completed event);

    /** Writes the verdict down, in the transaction in which it comes true. */
    void writeDown(UUID job, UUID run);

    /** Nobody waits for this verdict any more. */
    void over(UUID run);
}
