package imece.gateway.spec;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the farm offers.
 *
 * @param checkpoints those that live workers report; others are refused
 * @param engines kinds of engines that work now
 */
public record OptionsView(
        LimitsView limits,
        Defaults defaults,
        List<String> samplers,
        List<String> schedulers,
        Set<String> checkpoints,
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
            int bodyBytes,
            int waitingPerUser) {}

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
            int count) {}
}
