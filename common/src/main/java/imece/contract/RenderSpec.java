package imece.contract;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One picture, fully decided: every default is filled in and the seed is drawn, so that the same spec gives the same picture
 * on the same engine and checkpoint.
 *
 * @param prompt what to draw, 1 to 2,000 characters
 * @param negativePrompt what to avoid; empty for nothing
 * @param checkpoint the model to load; null = whichever the engine has loaded
 * @param width pixels, 64 to 2048 in steps of 8
 * @param height pixels, 64 to 2048 in steps of 8
 * @param steps denoising steps, 1 to 150
 * @param cfgScale how strictly the prompt is followed, 1 to 30
 * @param sampler name from the farm's own vocabulary
 * @param scheduler name from the farm's own vocabulary
 * @param seed 0 to 2^32 - 1
 * @param loras laid over the checkpoint, in this order; empty = none
 * @param initImageId the picture that it begins from: an upload, or the picture of an earlier job; null = from noise
 * @param denoisingStrength how far it may go from there, above 0 to 1; null exactly where there is no such picture
 */
public record RenderSpec(
        String prompt,
        String negativePrompt,
        @Nullable String checkpoint,
        int width,
        int height,
        int steps,
        double cfgScale,
        String sampler,
        String scheduler,
        long seed,
        List<Lora> loras,
        @Nullable UUID initImageId,
        @Nullable Double denoisingStrength) {
    public RenderSpec {
        MessageFields.require(prompt, negativePrompt, sampler, scheduler);
        loras = List.copyOf(Objects.requireNonNullElse(loras, List.of()));
    }

    /** A picture from words alone. */
    public RenderSpec(
            String prompt,
            String negativePrompt,
            @Nullable String checkpoint,
            int width,
            int height,
            int steps,
            double cfgScale,
            String sampler,
            String scheduler,
            long seed) {
        this(
                prompt,
                negativePrompt,
                checkpoint,
                width,
                height,
                steps,
                cfgScale,
                sampler,
                scheduler,
                seed,
                List.of(),
                null,
                null);
    }
}
