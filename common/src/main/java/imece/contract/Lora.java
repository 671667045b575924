package imece.contract;

import java.util.regex.Pattern;

/**
 * A LoRA that a picture is made with: a small model laid over the checkpoint.
 *
 * @param name as it was asked for; {@link #plain} says which file that is
 * @param weight how strongly it counts, -2 to 2; 1 = as it was trained
 */
public record Lora(String name, double weight) {

    private static final Pattern ENDING =
            Pattern.compile("\\.(safetensors|ckpt|pt|pth|bin|gguf|sft)$", Pattern.CASE_INSENSITIVE);

    public Lora {
        MessageFields.require(name);
        MessageFields.demand(Double.isFinite(weight));
    }

    /** The one name of a file, whichever engine lists it: with its folder, by slashes, and without its ending. */
    public static String plain(String file) {
        return ENDING.matcher(file.replace('\\', '/')).replaceFirst("");
    }
}
