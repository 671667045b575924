package imece.gateway.submit.spec;

import imece.contract.Lora;
import imece.contract.RenderSpec;
import imece.gateway.http.Fields;
import imece.gateway.http.Refusal;
import java.util.ArrayList;
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

    private PictureRequestReader() {}

    /**
     * The request in these fields.
     *
     * @param seeds draws a seed, 0 to 2^32 - 1, when none is given
     * @throws Refusal 422 naming every field that is wrong
     */
    public static PictureRequest read(Fields fields, LongSupplier seeds) {
        String prompt = prompt(fields);
        String negativePrompt =
                fields.text("negativePrompt", Limits.PROMPT_CHARACTERS).orElse("");
        int width = side(fields, "width");
        int height = side(fields, "height");
        int steps = (int) fields.whole("steps", 1, Limits.MOST_STEPS, 1).orElse(Limits.STEPS);
        double cfgScale = fields.decimal("cfgScale", Limits.LEAST_CFG_SCALE, Limits.MOST_CFG_SCALE)
                .orElse(Limits.CFG_SCALE);
        String sampler = fields.word("sampler", Vocabulary.SAMPLERS).orElse(Vocabulary.SAMPLERS.getFirst());
        String scheduler = fields.word("scheduler", Vocabulary.SCHEDULERS).orElse(Vocabulary.SCHEDULERS.getFirst());
        Optional<String> checkpoint = fields.text("checkpoint", 500);
        int count = (int) fields.whole("count", 1, Limits.MOST_COUNT, 1).orElse(1);
        long seed = seed(fields, count, seeds);
        List<Lora> loras = loras(fields);
        Optional<UUID> init = fields.id("initImageId");
        Double denoising = denoising(fields);
        var conversation = fields.id("conversationId");
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
        return new PictureRequest(pictures, conversation.orElse(null));
    }

    private static String prompt(Fields fields) {
        String allowed = "1 to %,d characters".formatted(Limits.PROMPT_CHARACTERS);
        if (!fields.has("prompt")) {
            fields.wrong("prompt", "There is no prompt.", allowed);
            return "";
        }
        Optional<String> prompt = fields.text("prompt", Limits.PROMPT_CHARACTERS);
        if (prompt.isPresent() && prompt.get().isBlank()) {
            fields.wrong("prompt", "The prompt is empty.", allowed);
        }
        return prompt.orElse("");
    }

    private static int side(Fields fields, String name) {
        return (int) fields.whole(name, Limits.LEAST_SIDE, Limits.MOST_SIDE, Limits.SIDE_STEP)
                .orElse(Limits.SIDE);
    }

    /** A drawn seed leaves room for the last picture's; a given one must. */
    private static long seed(Fields fields, int count, LongSupplier seeds) {
        long most = Limits.MOST_SEED - (count - 1);
        if (!fields.has("seed")) {
            return Math.min(seeds.getAsLong(), most);
        }
        OptionalLong given = fields.whole("seed", 0, Limits.MOST_SEED, 1);
        if (given.isPresent() && given.getAsLong() > most) {
            fields.wrong(
                    "seed",
                    "The seed of the last of these %d pictures would be larger than the largest.".formatted(count),
                    "0 to " + most);
        }
        return given.orElse(0);
    }

    private static List<Lora> loras(Fields fields) {
        List<Lora> loras = new ArrayList<>();
        for (Fields each : fields.objects("loras", Limits.MOST_LORAS)) {
            String name = each.text("name", Limits.LORA_CHARACTERS).orElse("");
            double weight = each.decimal("weight", -Limits.MOST_LORA_WEIGHT, Limits.MOST_LORA_WEIGHT)
                    .orElse(Limits.LORA_WEIGHT);
            if (name.isBlank()) {
                each.wrong("name", "There is no LoRA's name.", "1 to " + Limits.LORA_CHARACTERS + " characters");
            }
            loras.add(new Lora(name, weight));
        }
        if (loras.stream().map(Lora::name).distinct().count() < loras.size()) {
            fields.wrong("loras", "One LoRA is named twice.", "different names");
        }
        return loras;
    }

    private static @Nullable Double denoising(Fields fields) {
        OptionalDouble given = fields.decimal("denoisingStrength", Limits.LEAST_DENOISING, Limits.MOST_DENOISING);
        if (!fields.has("initImageId")) {
            if (given.isPresent()) {
                fields.wrong(
                        "denoisingStrength",
                        "denoisingStrength says how far to go from a picture, but there is none.",
                        "absent, or together with initImageId");
            }
            return null;
        }
        return given.orElse(Limits.DENOISING);
    }
}
