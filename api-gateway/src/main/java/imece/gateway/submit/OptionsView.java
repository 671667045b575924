package imece.gateway.submit;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the farm offers.
 *
 * @param samplers those that a live engine takes, the default first
 * @param schedulers likewise
 * @param checkpoints those that live workers report; one that was reported within the last seven days may be asked for too,
 *     any other is refused
 * @param loras likewise
 * @param engines kinds of engines that work now
 */
public record OptionsView(
        LimitsView limits,
        Defaults defaults,
        List<String> samplers,
        List<String> schedulers,
        Set<String> checkpoints,
        Set<String> loras,
        List<EngineView> engines) {

    /** A range with its step. */
    public record Range(long min, long max, long step) {}

    /** A range of any numbers. */
    public record DecimalRange(double min, double max) {}

    /** Every limit of a request. */
    public record LimitsView(
            int promptCharacters,
            int negativePromptCharacters,
            Range width,
            Range height,
            Range steps,
            DecimalRange cfgScale,
            Range seed,
            Range count,
            Range loras,
            DecimalRange loraWeight,
            DecimalRange denoisingStrength,
            UploadLimits upload,
            int bodyBytes,
            int waitingPerUser) {}

    /**
     * A picture that may be uploaded to begin from.
     *
     * @param types media types
     * @param bytes at most
     * @param side pixels, at most
     * @param keptSeconds for so long after it was last asked for
     */
    public record UploadLimits(List<String> types, long bytes, int side, long keptSeconds) {}

    /** What a request gets where it does not ask; a seed is drawn. */
    public record Defaults(
            String negativePrompt,
            @Nullable String checkpoint,
            int width,
            int height,
            int steps,
            double cfgScale,
            String sampler,
            String scheduler,
            int count,
            double loraWeight,
            double denoisingStrength) {}
}
