package imece.contract;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void wordsOfOneLineStayAsTheyAre() {
        assertThat(PlainText.line("CUDA out of memory: Ayşe'nin 漢字 🎨.", 100))
                .isEqualTo("CUDA out of memory: Ayşe'nin 漢字 🎨.");
    }

    @Test
    void whatBeginsALineDrivesATerminalOrTurnsTheWritingIsABlank() {
        assertThat(PlainText.line("broke\n12:00:00 INFO all is well\u001b[2J\u2028\u202egnp.exe\u0085", 200))
                .isEqualTo("broke 12:00:00 INFO all is well [2J  gnp.exe");
    }

    @Test
    void whatNoDatabaseHoldsIsReplaced() {
        assertThat(PlainText.line("a\0b\ud800c", 10)).isEqualTo("a\ufffdb\ufffdc");
    }

    @Test
    void whatIsLongerIsCutBetweenCharacters() {
        assertThat(PlainText.line("🎨🎨🎨🎨", 4)).isEqualTo("🎨🎨🎨🎨");
        assertThat(PlainText.line("🎨🎨🎨🎨🎨", 4)).isEqualTo("🎨🎨🎨…");
        assertThat(PlainText.line("x".repeat(10_000_000), 4)).isEqualTo("xxx…");
    }

    @Property(tries = 500)
    void noTextIsLongerOrWilder(@ForAll String text, @ForAll @IntRange(min = 1, max = 50) int characters) {
        String line = PlainText.line(text, characters);

        assertThat(line.codePointCount(0, line.length())).isLessThanOrEqualTo(characters);
        assertThat(PlainText.isPlain(line)).isTrue();
    }
}
