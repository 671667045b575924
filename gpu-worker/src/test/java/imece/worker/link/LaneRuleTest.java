package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaneRuleTest {

    private final List<String> asked = new ArrayList<>();

    @Test
    void whoIsNotCalledStaysAtHomeAndAsksNobody() {
        assertThat(next(List.of(), Map.of())).isEqualTo("default");
        assertThat(asked).isEmpty();
    }

    @Test
    void theLaneThatWaitsLongestComesFirst() {
        assertThat(next(List.of("b", "a"), Map.of("a", 1, "b", 1))).isEqualTo("b");
        assertThat(next(List.of("default", "a"), Map.of("a", 1, "default", 1))).isEqualTo("default");
    }

    @Test
    void aLaneFromWhichSomebodyElseHasTakenTheJobIsPassedOver() {
        assertThat(next(List.of("b", "a"), Map.of("a", 1))).isEqualTo("a");
        assertThat(next(List.of("b", "a"), Map.of())).isEqualTo("default");
    }

    @Test
    void aLaneThatTheSlotDoesNotServeIsNotEvenAskedAbout() {
        assertThat(next(List.of("other", "a"), Map.of("other", 5, "a", 1))).isEqualTo("a");
        assertThat(asked).containsExactly("a");
    }

    private String next(List<String> called, Map<String, Integer> waiting) {
        return LaneRule.next("default", called, lane -> !lane.equals("other"), lane -> {
            asked.add(lane);
            return waiting.getOrDefault(lane, 0);
        });
    }
}
