package imece.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutsideTextTest {

    @Test
    void aLongTextIsCutBetweenWords() {
        assertThat(OutsideText.shortened("a lighthouse made of folded paper", 25))
                .isEqualTo("a lighthouse made of…");
    }

    @Test
    void aShortTextStaysAndBecomesOneLine() {
        assertThat(OutsideText.shortened("  two\n lines ", 60)).isEqualTo("two lines");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n\t ",
                "\u200B\u200B",
                "\u3164",
                "\u2800 \u2800",
                "\u00AD\uFEFF\u2060",
                "\u115F\u1160\uFFA0",
                "\u034F\uFE0F",
                "\uDB40\uDC41",
                "\u3000\u00A0"
            })
    void aTextOfWhichNobodySeesAnythingIsInvisible(String text) {
        assertThat(OutsideText.invisible(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u200Bé\u200B", "🐈", "\u2801", "\u3163", "·", "\u0301"})
    void aTextWithOneVisibleCharacterIsNot(String text) {
        assertThat(OutsideText.invisible(text)).isFalse();
    }

    @Test
    void noSurrogatePairIsCutInHalf() {
        String cut = OutsideText.shortened("🐈".repeat(100), 10);

        assertThat(OutsideText.unstorable(cut)).isFalse();
        assertThat(OutsideText.characters(cut)).isEqualTo(10);
    }
}
