package imece.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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

    @Test
    void noSurrogatePairIsCutInHalf() {
        String cut = OutsideText.shortened("🐈".repeat(100), 10);

        assertThat(OutsideText.unstorable(cut)).isFalse();
        assertThat(OutsideText.characters(cut)).isEqualTo(10);
    }
}
