package imece.worker.png;

import imece.contract.RenderSpec;
import imece.contract.RunKey;
import imece.contract.SlotAddress;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How, where and in which run a picture came about: the JSON text under {@code imece}.
 *
 * @param run job, epoch, delivery and run
 * @param attempt which attempt of its job, as the worker reckons it; null where it was not told
 * @param worker the worker's name
 * @param gpu the GPU's UUID
 * @param gpuName for people
 * @param engine kind of engine
 * @param checkpoint what it was made with, or null where unknown
 * @param spec every parameter as it was asked for
 */
public record Receipt(
        RunKey run,
        @Nullable Integer attempt,
        String worker,
        String gpu,
        String gpuName,
        String engine,
        @Nullable String checkpoint,
        RenderSpec spec) {

    /** The keyword of the text chunk. */
    public static final String KEYWORD = "imece";

    /** The receipt of this run at this place. */
    public static Receipt of(
            RunKey run,
            @Nullable Integer attempt,
            SlotAddress slotAddress,
            @Nullable String checkpoint,
            RenderSpec spec) {
        return new Receipt(
                run,
                attempt,
                slotAddress.worker(),
                slotAddress.gpu(),
                slotAddress.gpuName(),
                slotAddress.engine(),
                checkpoint,
                spec);
    }

    /** The text under {@code parameters}, in the form that AUTOMATIC1111's web UI made common and many tools read. */
    public static final class Infotext {

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
}
