package imece.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GeneratedPartTest {
    private static final String PAGE = """
            Before.
            <!-- generated: colours -->
            red
            <!-- end of colours -->
            After.
            """;

    @Test
    void onlyThePartOfThatNameIsReplaced() {
        assertThat(GeneratedPart.with(PAGE, "colours", "green\nblue\n")).isEqualTo(PAGE.replace("red", "green\nblue"));
        assertThat(GeneratedPart.with(PAGE, "colours", "red")).isEqualTo(PAGE);
    }

    @Test
    void aPageWithoutThatPartIsRefused() {
        assertThatThrownBy(() -> GeneratedPart.with(PAGE, "shapes", "round"))
                .hasMessageContaining("<!-- generated: shapes -->");
    }
}
