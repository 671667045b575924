package imece.gateway.moderation;

import imece.contract.StatusEvent;
import org.jspecify.annotations.Nullable;

/** What becomes of a picture. */
public sealed interface PictureVerdict {

    /** Nothing is decided yet. */
    record Pending() implements PictureVerdict {}

    /** Nobody is asked. */
    record NotAsked() implements PictureVerdict {}

    /** It is shown. */
    record Allowed() implements PictureVerdict {}

    /**
     * Another one is shown instead.
     *
     * @param picture what lies in the store now
     */
    record Blurred(StatusEvent.Picture picture) implements PictureVerdict {}

    /**
     * It is not shown.
     *
     * @param sentence why, in words from outside; null = no reason was given
     * @param silent whether nothing was said in time
     */
    record Withheld(@Nullable String sentence, boolean silent) implements PictureVerdict {}

    /** As the audit has it. */
    default String word() {
        return switch (this) {
            case Pending pending -> "pending";
            case NotAsked none -> "not-asked";
            case Allowed allowed -> "allow";
            case Blurred blurred -> "blur";
            case Withheld withheld -> withheld.silent() ? "withhold, nothing was said" : "withhold";
        };
    }
}
