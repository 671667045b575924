package imece.gateway.moderation;

import imece.gateway.http.OutsideText;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the hook says.
 *
 * @param sentence why, for whoever asked for the picture; null = it gives no reason
 */
record HookAnswer(HookWord word, @Nullable String sentence) {

    private static final int SENTENCE_CHARACTERS = 300;

    /** The words that it knows. */
    enum HookWord {
        ALLOW,
        REFUSE,
        BLUR,
        WITHHOLD;

        private static Optional<HookWord> of(String word) {
            return Stream.of(values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst();
        }
    }

    /** The answer in a text; empty if there is none. */
    static Optional<HookAnswer> read(String text, JsonMapper json) {
        try {
            JsonNode object = json.readTree(text);
            return HookWord.of(object.path("verdict").asString(""))
                    .map(word -> new HookAnswer(word, sentence(object.path("sentence"))));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Somebody outside has written it: one line, of letters that can be shown, and short. */
    private static @Nullable String sentence(JsonNode given) {
        if (!given.isString() || OutsideText.unstorable(given.stringValue())) {
            return null;
        }
        String line =
                given.stringValue().replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.isEmpty() ? null : OutsideText.shortened(line, SENTENCE_CHARACTERS);
    }
}
