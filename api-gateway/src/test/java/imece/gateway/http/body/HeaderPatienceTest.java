package imece.gateway.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.http.body.HeaderPatience.Begun;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderPatienceTest {

    private final HeaderPatience<String> patience = new HeaderPatience<>(Duration.ofSeconds(20));

    @Test
    void headersThatAreNotThereInTimeAreLate() {
        assertThat(late(0, new Begun<>("slow", 3))).isEmpty();
        assertThat(late(19, new Begun<>("slow", 3), new Begun<>("fresh", 3))).isEmpty();
        assertThat(late(20, new Begun<>("slow", 3), new Begun<>("fresh", 3))).containsExactly("slow");
    }

    @Test
    void aConnectionThatAsksAgainAndAgainIsNotLate() {
        for (int second = 0; second < 100; second++) {
            assertThat(late(second, new Begun<>("busy", second / 2))).isEmpty();
        }
    }

    @Test
    void whoWasCompleteInBetweenBeginsAnew() {
        assertThat(late(0, new Begun<>("other", 0))).isEmpty();
        assertThat(late(10)).isEmpty();
        assertThat(late(25, new Begun<>("other", 0))).isEmpty();
    }

    @SafeVarargs
    private List<String> late(int second, Begun<String>... begun) {
        return patience.late(List.of(begun), Duration.ofSeconds(second).toNanos());
    }
}
