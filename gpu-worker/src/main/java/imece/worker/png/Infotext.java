package imece.worker.png;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import java.math.BigDecimal;
import java.util.Locale;
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

    /**
     * The text for one picture.
     *
     * @param checkpoint what it was made with, or null where unknown
     */
    public static String of(RenderSpec spec, @Nullable String checkpoint) {
        StringBuilder text = new StringBuilder(spec.prompt());
        for (Lora lora : spec.loras()) {
            text.append(" <lora:")
                    .append(file(lora.name()))
                    .append(':')
                    .append(plain(lora.weight()))
                    .append('>');
        }
        text.append('\n');
        if (!spec.negativePrompt().isEmpty()) {
            text.append("Negative prompt: ").append(spec.negativePrompt()).append('\n');
        }
        text.append("Steps: ").append(spec.steps());
        text.append(", Sampler: ").append(sampler(spec.sampler()));
        text.append(", Schedule type: ").append(scheduler(spec.scheduler()));
        text.append(", CFG scale: ").append(plain(spec.cfgScale()));
        text.append(", Seed: ").append(spec.seed());
        text.append(", Size: ").append(spec.width()).append('x').append(spec.height());
        if (checkpoint != null) {
            text.append(", Model: ").append(quoted(checkpoint));
        }
        Optional.ofNullable(spec.denoisingStrength())
                .ifPresent(strength -> text.append(", Denoising strength: ").append(plain(strength)));
        return text.append(", Version: Imece").toString();
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
