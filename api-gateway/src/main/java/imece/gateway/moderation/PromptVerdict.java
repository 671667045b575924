package imece.gateway.moderation;

import org.jspecify.annotations.Nullable;

/** What becomes of a prompt. */
public sealed interface PromptVerdict {

    /** Nobody is asked. */
    record NotAsked() implements PromptVerdict {}

    /**
     * It may be drawn.
     *
     * @param silent whether nothing was said, and the farm is set up to draw all the same
     */
    record Allowed(boolean silent) implements PromptVerdict {}

    /**
     * It may not.
     *
     * @param sentence why, in words from outside; null = no reason was given
     */
    record Refused(@Nullable String sentence) implements PromptVerdict {}

    /** Nothing was said in time, and the farm is set up to draw nothing then. */
    record Silent() implements PromptVerdict {}
}
