package imece.worker.engine;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engine says about itself.
 *
 * @param kind stable word for programs, such as {@code demo}
 * @param title for people
 * @param capabilities what it can do beyond making a picture
 * @param checkpoints those it can load; empty = it doesn't say
 * @param loaded the checkpoint that is loaded now; null = none, or unknown
 */
public record EngineProfile(
        String kind,
        String title,
        Set<Capability> capabilities,
        List<String> checkpoints,
        @Nullable String loaded) {

    public EngineProfile {
        capabilities = Set.copyOf(capabilities);
        checkpoints = List.copyOf(checkpoints);
    }

    /** What not every engine can do. */
    public enum Capability {
        /** Tells its steps while it works. */
        PROGRESS,
        /** Shows the picture while it works. */
        PREVIEW,
        /** Can be stopped in the middle of a picture. */
        CANCEL_RUNNING,
        /** Loads another checkpoint on demand. */
        CHECKPOINT_SWITCH,
        /** Takes a seed, so that a picture can be made again. */
        SEED,
        /** Heeds a negative prompt. */
        NEGATIVE_PROMPT
    }
}
