package imece.gateway.ingest;

import imece.contract.Failure;
import imece.contract.StatusEvent;
import imece.gateway.picture.StoredPictures.Found;
import java.time.Duration;

/** What becomes of a run's {@code completed}, given what the picture store holds. Pure. */
final class PictureRule {

    /** A folder that is shared over a network may show a new file late. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A disk that says nothing gets longer, but less than the silence after which a run counts as lost. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    private PictureRule() {}

    /** The answer. */
    sealed interface PictureProof {
        /** The event may be folded as this. */
        record Fold(StatusEvent.OfRun event) implements PictureProof {}

        /** Look again a little later. */
        record LookAgain() implements PictureProof {}
    }

    /**
     * Decides.
     *
     * @param waited since the event was first seen
     */
    static PictureProof of(StatusEvent.Completed event, Found found, Duration waited) {
        return switch (found) {
            case THERE -> new PictureProof.Fold(event);
            case OTHER ->
                failed(event, "picture-differs", "The picture in the store is not the one that the worker named.");
            case MISSING ->
                waited.compareTo(PATIENCE) < 0
                        ? new PictureProof.LookAgain()
                        : failed(
                                event,
                                "picture-missing",
                                "The worker said that it had uploaded the picture, but the picture store does not hold it."
                                        + " Do all gateways share one folder?");
            case UNKNOWN ->
                waited.compareTo(LONGEST) < 0
                        ? new PictureProof.LookAgain()
                        : failed(event, "picture-unreadable", "The picture store did not answer.");
        };
    }

    /** A transient failure: made once more, at most as often as any other. */
    private static PictureProof failed(StatusEvent.Completed event, String code, String message) {
        return new PictureProof.Fold(new StatusEvent.Failed(
                event.run(), event.seq(), event.slot(), event.at(), new Failure(code, message, true)));
    }
}
