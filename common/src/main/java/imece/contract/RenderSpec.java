package imece.contract;

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
        long seed) {
    public RenderSpec {
        Complete.require(prompt, negativePrompt, sampler, scheduler);
    }
}
