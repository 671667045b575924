package imece.worker.png;

import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.contract.UsedValues;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text under {@code parameters}, in the form and in the words that AUTOMATIC1111's web UI made common and many tools read.
 * In the farm's own words the same stands in the {@link Receipt}.
 */
public final class Infotext {

    /** The keyword of the text chunk. */
    public static final String KEYWORD = "parameters";

    private Infotext() {}

    /** The text for a picture for which all of the job's values were used. */
    public static String of(RenderSpec spec, @Nullable String checkpoint) {
        return of(spec, checkpoint, UsedValues.ALL);
    }

    /**
     * The text for one picture.
     *
     * @param checkpoint what it was made with, or null where unknown
     * @param used what else was not used as it was asked for; what nobody knows is left out
     */
    public static String of(RenderSpec asked, @Nullable String checkpoint, UsedValues used) {
        RenderSpec spec = used.over(asked);
        StringBuilder text = new StringBuilder(spec.prompt());
        if (!used.untold().contains("loras")) {
            spec.loras()
                    .forEach(lora -> text.append(" <lora:")
                            .append(file(lora.name()))
                            .append(':')
                            .append(plain(lora.weight()))
                            .append('>'));
        }
        text.append('\n');
        if (!spec.negativePrompt().isEmpty() && !used.untold().contains("negativePrompt")) {
            text.append("Negative prompt: ").append(spec.negativePrompt()).append('\n');
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("steps", "Steps: " + spec.steps());
        values.put("sampler", "Sampler: " + sampler(spec.sampler()));
        values.put("scheduler", "Schedule type: " + scheduler(spec.scheduler()));
        values.put("cfgScale", "CFG scale: " + plain(spec.cfgScale()));
        values.put("seed", "Seed: " + spec.seed());
        values.put("size", "Size: " + spec.width() + "x" + spec.height());
        if (checkpoint != null) {
            values.put("model", "Model: " + quoted(checkpoint));
        }
        Optional.ofNullable(spec.denoisingStrength())
                .ifPresent(strength -> values.put("denoisingStrength", "Denoising strength: " + plain(strength)));
        values.keySet().removeAll(used.untold());
        values.put("version", "Version: Imece");
        return text.append(String.join(", ", values.values())).toString();
    }

    /** What everybody else calls this sampler; a word that is not the farm's stays as it is. */
    private static String sampler(String word) {
        return Sampler.of(word)
                .map(sampler -> switch (sampler) {
                    case EULER -> "Euler";
                    case EULER_ANCESTRAL -> "Euler a";
                    case HEUN -> "Heun";
                    case DPM2 -> "DPM2";
                    case DPMPP_2M -> "DPM++ 2M";
                    case DPMPP_2M_SDE -> "DPM++ 2M SDE";
                    case DPMPP_SDE -> "DPM++ SDE";
                    case DDIM -> "DDIM";
                    case UNI_PC -> "UniPC";
                    case LCM -> "LCM";
                })
                .orElse(word);
    }

    /** What everybody else calls this scheduler; a word that is not the farm's stays as it is. */
    private static String scheduler(String word) {
        return Scheduler.of(word)
                .map(scheduler -> switch (scheduler) {
                    case NORMAL -> "Normal";
                    case KARRAS -> "Karras";
                    case EXPONENTIAL -> "Exponential";
                    case SIMPLE -> "Simple";
                    case SGM_UNIFORM -> "SGM Uniform";
                    case DDIM_UNIFORM -> "DDIM";
                })
                .orElse(word);
    }

    /** A LoRA's name without the extension of its file: so it stands in prompts. */
    private static String file(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String extension : new String[] {".safetensors", ".ckpt", ".pt"}) {
            if (lower.endsWith(extension)) {
                return name.substring(0, name.length() - extension.length());
            }
        }
        return name;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** Values with a separator in them are quoted as a JSON string, as the web UI does. */
    private static String quoted(String value) {
        boolean harmless = value.indexOf(',') < 0 && value.indexOf('\n') < 0 && value.indexOf(':') < 0;
        return harmless
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
