package imece.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void aLongTextIsCutBetweenWords() {
        assertThat(Text.shortened("a lighthouse made of folded paper", 25)).isEqualTo("a lighthouse made of…");
    }

    @Test
    void aShortTextStaysAndBecomesOneLine() {
        assertThat(Text.shortened("  two\n lines ", 60)).isEqualTo("two lines");
    }

    @Test
    void noSurrogatePairIsCutInHalf() {
        String cut = Text.shortened("🐈".repeat(100), 10);

        assertThat(Text.unstorable(cut)).isFalse();
        assertThat(Text.characters(cut)).isEqualTo(10);
    }
}
