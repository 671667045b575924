package imece.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
        MessageFields.demand(
                Double.isFinite(cfgScale) && (denoisingStrength == null || Double.isFinite(denoisingStrength)));
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

    /** How noise is taken away: the farm's own names. Each engine's adapter translates them into its engine's words. */
    public enum Sampler {
        EULER("euler"),
        EULER_ANCESTRAL("euler_ancestral"),
        HEUN("heun"),
        DPM2("dpm2"),
        DPMPP_2M("dpmpp_2m"),
        DPMPP_2M_SDE("dpmpp_2m_sde"),
        DPMPP_SDE("dpmpp_sde"),
        DDIM("ddim"),
        UNI_PC("uni_pc"),
        LCM("lcm");

        private final String word;

        Sampler(String word) {
            this.word = word;
        }

        /** The word used in requests, messages and rows. */
        public String word() {
            return word;
        }

        /** Whether all kinds of engines that take a sampler have it. */
        public boolean everywhere() {
            return switch (this) {
                case EULER, EULER_ANCESTRAL, HEUN, DPM2, DPMPP_2M, DPMPP_2M_SDE, DDIM, LCM -> true;
                case DPMPP_SDE, UNI_PC -> false;
            };
        }

        /** The sampler of this word, or empty if the farm has none of that name. */
        public static Optional<Sampler> of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst();
        }

        /** Every word; the first is what a job gets that does not ask. */
        public static List<String> words() {
            return Arrays.stream(values()).map(Sampler::word).toList();
        }
    }

    /** How the noise levels are spaced: the farm's own names. Each engine's adapter translates them into its engine's words. */
    public enum Scheduler {
        NORMAL("normal"),
        KARRAS("karras"),
        EXPONENTIAL("exponential"),
        SIMPLE("simple"),
        SGM_UNIFORM("sgm_uniform"),
        DDIM_UNIFORM("ddim_uniform");

        private final String word;

        Scheduler(String word) {
            this.word = word;
        }

        /** The word used in requests, messages and rows. */
        public String word() {
            return word;
        }

        /** Whether all kinds of engines that take a scheduler have it. */
        public boolean everywhere() {
            return switch (this) {
                case NORMAL, KARRAS, EXPONENTIAL, SIMPLE, SGM_UNIFORM -> true;
                case DDIM_UNIFORM -> false;
            };
        }

        /** The scheduler of this word, or empty if the farm has none of that name. */
        public static Optional<Scheduler> of(String word) {
            return Arrays.stream(values())
                    .filter(each -> each.word.equals(word))
                    .findFirst();
        }

        /** Every word; the first is what a job gets that does not ask. */
        public static List<String> words() {
            return Arrays.stream(values()).map(Scheduler::word).toList();
        }
    }
}
