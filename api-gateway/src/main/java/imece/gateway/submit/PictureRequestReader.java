package imece.gateway.submit;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.contract.RenderSpec.Sampler;
import imece.contract.RenderSpec.Scheduler;
import imece.gateway.http.JsonFields;
import imece.gateway.http.OutsideText;
import imece.gateway.http.Refusal;
import imece.gateway.turn.TurnClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads a request for pictures: every limit checked, every default filled in, the seed drawn. */
public final class PictureRequestReader {

    /** How urgent pictures can be; the words of {@link TurnClass}. */
    public static final List<String> CLASSES =
            Arrays.stream(TurnClass.values()).map(TurnClass::word).toList();

    private PictureRequestReader() {}

    /**
     * The request in these fields.
     *
     * @param seeds draws a seed, 0 to 2^32 - 1, when none is given
     * @throws Refusal 422 naming every field that is wrong
     */
    public static PictureRequest read(JsonFields fields, LongSupplier seeds) {
        String prompt = prompt(fields);
        String negativePrompt =
                fields.text("negativePrompt", SpecLimits.PROMPT_CHARACTERS).orElse("");
        int width = side(fields, "width");
        int height = side(fields, "height");
        int steps = (int) fields.whole("steps", 1, SpecLimits.MOST_STEPS, 1).orElse(SpecLimits.STEPS);
        double cfgScale = fields.decimal("cfgScale", SpecLimits.LEAST_CFG_SCALE, SpecLimits.MOST_CFG_SCALE)
                .orElse(SpecLimits.CFG_SCALE);
        String sampler = fields.word("sampler", SamplerNames.SAMPLERS).orElse(SamplerNames.SAMPLERS.getFirst());
        String scheduler = fields.word("scheduler", SamplerNames.SCHEDULERS).orElse(SamplerNames.SCHEDULERS.getFirst());
        Optional<String> checkpoint = fields.text("checkpoint", 500);
        int count = (int) fields.whole("count", 1, SpecLimits.MOST_COUNT, 1).orElse(1);
        long seed = seed(fields, count, seeds);
        List<Lora> loras = loras(fields);
        Optional<UUID> init = fields.id("initImageId");
        Double denoising = denoising(fields);
        var conversation = fields.id("conversationId");
        Optional<TurnClass> turnClass = fields.word("class", CLASSES).map(TurnClass::of);
        fields.refuseErrors();
        List<RenderSpec> pictures = LongStream.range(seed, seed + count)
                .mapToObj(each -> new RenderSpec(
                        prompt,
                        negativePrompt,
                        checkpoint.orElse(null),
                        width,
                        height,
                        steps,
                        cfgScale,
                        sampler,
                        scheduler,
                        each,
                        loras,
                        init.orElse(null),
                        denoising))
                .toList();
        return new PictureRequest(pictures, conversation.orElse(null), turnClass.orElse(null));
    }

    private static String prompt(JsonFields fields) {
        String allowed = "1 to %,d characters".formatted(SpecLimits.PROMPT_CHARACTERS);
        if (!fields.has("prompt")) {
            fields.wrong("prompt", "There is no prompt.", allowed);
            return "";
        }
        Optional<String> prompt = fields.text("prompt", SpecLimits.PROMPT_CHARACTERS);
        if (prompt.isPresent() && OutsideText.invisible(prompt.get())) {
            fields.wrong("prompt", "The prompt is empty.", allowed);
        }
        return prompt.orElse("");
    }

    private static int side(JsonFields fields, String name) {
        return (int) fields.whole(name, SpecLimits.LEAST_SIDE, SpecLimits.MOST_SIDE, SpecLimits.SIDE_STEP)
                .orElse(SpecLimits.SIDE);
    }

    /** A drawn seed leaves room for the last picture's; a given one must. */
    private static long seed(JsonFields fields, int count, LongSupplier seeds) {
        long most = SpecLimits.MOST_SEED - (count - 1);
        if (!fields.has("seed")) {
            return Math.min(seeds.getAsLong(), most);
        }
        OptionalLong given = fields.whole("seed", 0, SpecLimits.MOST_SEED, 1);
        if (given.isPresent() && given.getAsLong() > most) {
            fields.wrong(
                    "seed",
                    "The seed of the last of these %d pictures would be larger than the largest.".formatted(count),
                    "0 to " + most);
        }
        return given.orElse(0);
    }

    private static List<Lora> loras(JsonFields fields) {
        List<Lora> loras = new ArrayList<>();
        for (JsonFields each : fields.objects("loras", SpecLimits.MOST_LORAS)) {
            String name = each.text("name", SpecLimits.LORA_CHARACTERS).orElse("");
            double weight = each.decimal("weight", -SpecLimits.MOST_LORA_WEIGHT, SpecLimits.MOST_LORA_WEIGHT)
                    .orElse(SpecLimits.LORA_WEIGHT);
            if (name.isBlank()) {
                each.wrong("name", "There is no LoRA's name.", "1 to " + SpecLimits.LORA_CHARACTERS + " characters");
            }
            loras.add(new Lora(name, weight));
        }
        if (loras.stream().map(Lora::name).distinct().count() < loras.size()) {
            fields.wrong("loras", "One LoRA is named twice.", "different names");
        }
        return loras;
    }

    private static @Nullable Double denoising(JsonFields fields) {
        OptionalDouble given =
                fields.decimal("denoisingStrength", SpecLimits.LEAST_DENOISING, SpecLimits.MOST_DENOISING);
        if (!fields.has("initImageId")) {
            if (given.isPresent()) {
                fields.wrong(
                        "denoisingStrength",
                        "denoisingStrength says how far to go from a picture, but there is none.",
                        "absent, or together with initImageId");
            }
            return null;
        }
        return given.orElse(SpecLimits.DENOISING);
    }

    /** The farm's own names of samplers and schedulers; each engine's adapter translates them into its engine's words. */
    public static final class SamplerNames {

        /** How noise is taken away; the first is the default. */
        public static final List<String> SAMPLERS = Sampler.words();

        /** How the noise levels are spaced; the first is the default. */
        public static final List<String> SCHEDULERS = Scheduler.words();

        private SamplerNames() {}
    }

    /** What a picture may ask for, and what it gets where it does not ask. */
    public static final class SpecLimits {

        public static final int PROMPT_CHARACTERS = 2_000;
        public static final int LEAST_SIDE = 64;
        public static final int MOST_SIDE = 2_048;
        public static final int SIDE_STEP = 8;
        public static final int MOST_STEPS = 150;
        public static final double LEAST_CFG_SCALE = 1;
        public static final double MOST_CFG_SCALE = 30;
        public static final long MOST_SEED = 0xffff_ffffL;
        public static final int MOST_COUNT = 8;

        public static final int MOST_LORAS = 8;
        public static final int LORA_CHARACTERS = 200;
        public static final double MOST_LORA_WEIGHT = 2;
        public static final double LEAST_DENOISING = 0.01;
        public static final double MOST_DENOISING = 1;

        public static final int SIDE = 512;
        public static final int STEPS = 20;
        public static final double CFG_SCALE = 7;
        public static final double LORA_WEIGHT = 1;
        public static final double DENOISING = 0.75;

        private SpecLimits() {}
    }

    /**
     * What one request asks for.
     *
     * @param pictures one spec per picture, seeds rising by one
     * @param conversationId the conversation that the request itself names, or null
     * @param turnClass how urgent they are; null = as the key says by which they are asked for, else interactive
     */
    public record PictureRequest(
            List<RenderSpec> pictures,
            @Nullable UUID conversationId,
            @Nullable TurnClass turnClass) {
        public PictureRequest {
            pictures = List.copyOf(pictures);
        }

        /** The prompt that all its pictures share. */
        public String prompt() {
            return pictures.getFirst().prompt();
        }
    }
}
