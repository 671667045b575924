package imece.gateway.ingest;

import imece.contract.Failure;
import imece.contract.StatusEvent;
import imece.gateway.moderation.PictureVerdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a verdict makes of a run's {@code completed}. Pure. */
final class JudgedPictures {

    /** The note on the card of a job whose picture is blurred. */
    static final String BLURRED = "the farm's moderation has blurred the picture";

    private JudgedPictures() {}

    /** The event that may be folded; empty as long as there is no verdict. */
    static Optional<StatusEvent.OfRun> of(StatusEvent.Completed event, PictureVerdict verdict) {
        return switch (verdict) {
            case PictureVerdict.Pending pending -> Optional.empty();
            case PictureVerdict.NotAsked none -> Optional.of(event);
            case PictureVerdict.Allowed allowed -> Optional.of(event);
            case PictureVerdict.Blurred blurred ->
                Optional.of(new StatusEvent.Completed(
                        event.run(),
                        event.seq(),
                        event.slot(),
                        event.at(),
                        blurred.picture(),
                        event.renderMillis(),
                        event.used(),
                        event.secret(),
                        event.loadMillis(),
                        event.gpuMillis()));
            case PictureVerdict.Withheld withheld ->
                Optional.of(new StatusEvent.Failed(
                        event.run(),
                        event.seq(),
                        event.slot(),
                        event.at(),
                        new Failure("picture-withheld", sentence(withheld.sentence(), withheld.silent()), false),
                        event.secret(),
                        event.loadMillis(),
                        gpuMillis(event)));
        };
    }

    /** It was drawn, and is paid for like one that is shown: a failure does not tell how long was rendered. */
    private static long gpuMillis(StatusEvent.Completed event) {
        Long told = event.gpuMillis();
        Long loaded = event.loadMillis();
        return told != null ? told : Math.max(0, event.renderMillis() - (loaded == null ? 0 : loaded));
    }

    private static String sentence(@Nullable String said, boolean silent) {
        if (silent) {
            return "The farm's moderation said nothing about this picture in time, so it is not shown.";
        }
        return said == null
                ? "The farm's moderation does not let this picture be shown."
                : "The farm's moderation does not let this picture be shown. It says: " + said;
    }
}
