package imece.rooms;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

class DeclaredArrowsTest {

    private static final JavaClasses MADE_UP = new ClassFileImporter().importPackages("imece.rooms.madeup");

    @Test
    void anArrowThatIsNotDeclaredFails() {
        assertThatThrownBy(() -> check(""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("attic -> cellar is not declared: Ladder knows Wine");
    }

    @Test
    void anArrowThatIsNoLongerThereFails() {
        assertThatThrownBy(() -> check("attic -> cellar\ncellar -> attic"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("cellar -> attic is declared and no longer there");
    }

    @Test
    void whatIsDeclaredIsWhatIsThere() {
        assertThatCode(() -> check("attic -> cellar")).doesNotThrowAnyException();
    }

    private static void check(String declared) {
        DeclaredArrows.check(MADE_UP, "imece.rooms.madeup", declared);
    }
}
