package imece.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Property(tries = 200)
    void whatWasGivenOutComesBack(@ForAll long number, @ForAll long high, @ForAll long low) {
        Cursor cursor = new Cursor(number, new UUID(high, low));

        assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
    }

    @Property(tries = 500)
    void anyOtherTextIsRefusedAndNeverAFailure(@ForAll String text) {
        try {
            Cursor.parse(text);
        } catch (Refusal refusal) {
            assertThat(refusal.problem().status().value()).isEqualTo(422);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "%", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "123"})
    void textsOfTheWrongLengthAreNoCursors(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Cursor.parse(text));
    }

    @Test
    void aPageKnowsWhetherThereIsANextOne() {
        assertThat(Page.of(List.of(3, 2, 1), 3, String::valueOf)).isEqualTo(new Page<>(List.of(3, 2, 1), null));
        assertThat(Page.of(List.of(3, 2, 1), 2, String::valueOf)).isEqualTo(new Page<>(List.of(3, 2), "2"));
    }

    @Test
    void aPageHasOneToTwoHundredItems() {
        assertThat(Paging.limit(null)).isEqualTo(50);
        assertThat(Paging.limit("1")).isEqualTo(1);
        assertThat(Paging.limit("200")).isEqualTo(200);
        for (String wrong : List.of("0", "201", "-1", "ten", "99999999999")) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Paging.limit(wrong));
        }
    }
}
