package imece.worker.engine;

import imece.contract.Lora;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt as words and nothing else. Some engines read commands out of its text: stable-diffusion.cpp any setting between
 * {@code <sd_cpp_extra_args>}, the web UIs extra networks such as {@code <lora:name:0.8>}. A LoRA that is offered stays, as a
 * LoRA; everything else of that kind is taken out. Pure.
 *
 * @param text what is left
 * @param loras those that the text named and that are offered, in its order
 */
record PromptText(String text, List<Lora> loras) {

    private static final Pattern EXTRA_ARGS = Pattern.compile(
            "<\\s*sd_cpp_extra_args\\s*>.*?<\\s*/\\s*sd_cpp_extra_args\\s*>|<\\s*/?\\s*sd_cpp_extra_args\\s*>",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern NETWORK = Pattern.compile("<([A-Za-z]\\w*):([^<>]*)>");
    private static final double MOST_WEIGHT = 2;

    PromptText {
        loras = List.copyOf(loras);
    }

    /**
     * Reads a prompt.
     *
     * @param offered whether the engine has the LoRA of this name
     */
    static PromptText of(String prompt, Predicate<String> offered) {
        List<Lora> loras = new ArrayList<>();
        String before;
        String text = prompt;
        do {
            before = text;
            // What is left may close up to another command, so this ends only when nothing changes.
            text = EXTRA_ARGS.matcher(withoutNetworks(text, offered, loras)).replaceAll("");
        } while (!text.equals(before));
        return new PromptText(text.equals(prompt) ? prompt : text.strip(), loras);
    }

    private static String withoutNetworks(String text, Predicate<String> offered, List<Lora> loras) {
        return NETWORK.matcher(text).replaceAll(found -> {
            String[] words = found.group(2).split(":", -1);
            boolean known = loras.stream().anyMatch(each -> each.name().equals(words[0]));
            if (found.group(1).equalsIgnoreCase("lora") && !known && offered.test(words[0])) {
                loras.add(new Lora(words[0], weight(words)));
            }
            return Matcher.quoteReplacement("");
        });
    }

    private static double weight(String[] words) {
        try {
            double weight = words.length < 2 ? 1 : Double.parseDouble(words[1].strip());
            return Double.isNaN(weight) ? 1 : Math.clamp(weight, -MOST_WEIGHT, MOST_WEIGHT);
        } catch (NumberFormatException noNumber) {
            return 1;
        }
    }
}
