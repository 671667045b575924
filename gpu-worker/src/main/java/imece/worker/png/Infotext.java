package imece.worker.png;

import imece.contract.RenderSpec;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The text under {@code parameters}, in the form that AUTOMATIC1111's web UI made common and many tools read. */
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
        StringBuilder text = new StringBuilder(spec.prompt()).append('\n');
        if (!spec.negativePrompt().isEmpty()) {
            text.append("Negative prompt: ").append(spec.negativePrompt()).append('\n');
        }
        text.append("Steps: ").append(spec.steps());
        text.append(", Sampler: ").append(spec.sampler());
        text.append(", Schedule type: ").append(spec.scheduler());
        text.append(", CFG scale: ").append(plain(spec.cfgScale()));
        text.append(", Seed: ").append(spec.seed());
        text.append(", Size: ").append(spec.width()).append('x').append(spec.height());
        if (checkpoint != null) {
            text.append(", Model: ").append(quoted(checkpoint));
        }
        return text.append(", Version: Imece").toString();
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
