package imece.gateway.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.moderation.HookAnswer.HookWord;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HookAnswerTest {

    @Test
    void aVerdictAndItsSentenceAreRead() {
        assertThat(read("{\"verdict\":\"refuse\",\"sentence\":\"no zebras\",\"more\":1}"))
                .contains(new HookAnswer(HookWord.REFUSE, "no zebras"));
        assertThat(read("{\"verdict\":\"allow\"}")).contains(new HookAnswer(HookWord.ALLOW, null));
        assertThat(read("{\"verdict\":\"blur\",\"sentence\":7}")).contains(new HookAnswer(HookWord.BLUR, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "allow",
                "[]",
                "\"allow\"",
                "{}",
                "{\"verdict\":\"ALLOW\"}",
                "{\"verdict\":true}",
                "{\"verdict\":\"allow\"",
                "<html>allow</html>",
                "null"
            })
    void whatIsNoVerdictIsNone(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void aSentenceIsOneShortLineWithoutWhatCannotBeSeen() {
        assertThat(sentence("\\u0000")).isNull();
        assertThat(sentence("a\\n\\u202eb\\tc")).isEqualTo("a b c");
        assertThat(sentence(" \\n ")).isNull();
        assertThat(sentence("x".repeat(5_000))).hasSizeLessThanOrEqualTo(301);
    }

    private static @Nullable String sentence(String json) {
        return read("{\"verdict\":\"refuse\",\"sentence\":\"" + json + "\"}")
                .orElseThrow()
                .sentence();
    }

    private static Optional<HookAnswer> read(String text) {
        return HookAnswer.read(text, JsonMapper.builder().build());
    }
}
