package imece.local.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import imece.local.jar.SourceEdit;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rename must not make the drill's own test take out nothing. */
class SourceEditTest {
    private static final Path HOME = Path.of(System.getProperty("imece.home", ".."));

    @TempDir
    Path home;

    @BeforeEach
    void aClass() throws Exception {
        Path file = home.resolve("module/src/main/java/farm/Door.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "if (mayEnter(who)) { enter(); }");
    }

    @Test
    void putsWhatIsUnguardedInThePlaceOfTheGuard() throws Exception {
        assertThat(edit("farm.Door", "mayEnter(who)", 1).applied(home)).isEqualTo("if (true) { enter(); }");
    }

    @Test
    void refusesAGuardThatIsNotThereAnyMore() {
        assertThatThrownBy(() -> edit("farm.Door", "isAllowed(who)", 1).applied(home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 times instead of 1: isAllowed(who)");
    }

    @Test
    void refusesAGuardThatStandsThereMoreOften() {
        assertThatThrownBy(() -> edit("farm.Door", "nter(", 1).applied(home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 times instead of 1");
    }

    @Test
    void refusesAClassThatIsNotThereAnyMore() {
        assertThatThrownBy(() -> edit("farm.Gate", "mayEnter(who)", 1).applied(home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("farm/Gate.java");
    }

    @ParameterizedTest
    @MethodSource("imece.local.drill.MissingGuard#all")
    void everyGuardStandsWhereTheDrillTakesItOut(MissingGuard guard) throws Exception {
        for (SourceEdit edit : guard.edits()) {
            assertThat(edit.applied(HOME)).doesNotContain(edit.guarded());
        }
    }

    private static SourceEdit edit(String type, String guarded, int times) {
        return new SourceEdit("module", type, guarded, times, "true");
    }
}
