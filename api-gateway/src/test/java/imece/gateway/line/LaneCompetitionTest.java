package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LaneCompetitionTest {

    @Test
    void lanesCompeteIfOneSlotServesBoth() {
        LaneCompetition slots = LaneCompetition.among(List.of(LineFixtures.idle("a", "b"), LineFixtures.idle("c")));

        assertThat(slots.between("a", "b")).isTrue();
        assertThat(slots.between("b", "a")).isTrue();
        assertThat(slots.between("a", "c")).isFalse();
        assertThat(slots.between("a", "default")).as("any slot serves it").isTrue();
        assertThat(slots.between("c", "default")).isTrue();
    }

    @Test
    void aLaneCompetesWithItselfWhoeverServesIt() {
        assertThat(LaneCompetition.NONE.between("a", "a")).isTrue();
        assertThat(LaneCompetition.NONE.between("a", "b")).isFalse();
        assertThat(LaneCompetition.NONE.between("default", "a")).isFalse();
    }

    @Test
    void whatAnEngineCannotDoItIsNotAskedFor() {
        LaneCompetition slots = LaneCompetition.among(List.of(LineFixtures.idle("a")));
        assertThat(slots.serves("a")).isTrue();
        assertThat(slots.serves("img2img:a")).isFalse();
        assertThat(slots.between("a", "img2img:a")).isFalse();
    }

    @Test
    void itIsTheSameAsLongAsSlotsServeTheSame() {
        LaneCompetition one = LaneCompetition.among(List.of(LineFixtures.idle("a"), LineFixtures.idle("a")));
        assertThat(one.same(LaneCompetition.among(List.of(LineFixtures.idle("a")))))
                .isTrue();
        assertThat(one.same(LaneCompetition.among(List.of(LineFixtures.idle("a", "b")))))
                .isFalse();
    }
}
