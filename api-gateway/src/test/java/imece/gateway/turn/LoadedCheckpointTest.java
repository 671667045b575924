package imece.gateway.turn;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LaneName;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadedCheckpointTest {

    private static final Set<String> TWO = Set.of("x", "y");

    @Test
    void whatIsOnItsWayToTheSlotCountsBeforeWhatItDrawsAndThatBeforeWhatItTells() {
        assertThat(loaded("a", "b", "c", TWO, "d")).isEqualTo("a");
        assertThat(loaded(null, "b", "c", TWO, "d")).isEqualTo("b");
        assertThat(loaded(null, null, "c", TWO, "d")).isEqualTo("c");
        assertThat(loaded(null, null, null, Set.of("x"), "d")).isEqualTo("x");
        assertThat(loaded(null, null, null, TWO, "d")).isEqualTo("d");
        assertThat(loaded(null, null, null, TWO, null)).isNull();
    }

    @Test
    void lanesOfOneCheckpointAreTheSame() {
        assertThat(List.of("x", "lora:x", "img2img:x", "img2img:lora:x"))
                .allSatisfy(
                        lane -> assertThat(loaded(lane, null, null, TWO, null)).isEqualTo("x"));
    }

    @Test
    void whatTheEngineTellsIsSaidInTheWordsOfLanes() {
        assertThat(loaded(null, null, "default", TWO, null)).isEqualTo(LaneName.ofCheckpoint("default"));
    }

    @Property
    void aJobThatNamesNoneChangesNothing(@ForAll boolean draws, @ForAll boolean tells) {
        String told = tells ? "c" : null;
        String hand = draws ? "b" : null;
        assertThat(loaded("default", hand, told, TWO, "d")).isEqualTo(loaded(null, hand, told, TWO, "d"));
        assertThat(loaded("img2img:default", null, told, TWO, "d")).isEqualTo(loaded(null, null, told, TWO, "d"));
    }

    private static @Nullable String loaded(
            @Nullable String dispatched,
            @Nullable String inHand,
            @Nullable String told,
            Set<String> stock,
            @Nullable String completed) {
        return new LoadedCheckpoint(lane(dispatched), lane(inHand), told, stock, lane(completed)).name();
    }

    private static @Nullable LaneName lane(@Nullable String text) {
        return text == null ? null : LaneName.parse(text);
    }
}
