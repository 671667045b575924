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
        assertThat(late(0, List.of(new Begun<>("slow", 3)))).isEmpty();
        assertThat(late(19, List.of(new Begun<>("slow", 3), new Begun<>("fresh", 3))))
                .isEmpty();
        assertThat(late(20, List.of(new Begun<>("slow", 3), new Begun<>("fresh", 3))))
                .containsExactly("slow");
    }

    @Test
    void aConnectionThatAsksAgainAndAgainIsNotLate() {
        for (int second = 0; second < 100; second++) {
            assertThat(late(second, List.of(new Begun<>("busy", second / 2)))).isEmpty();
        }
    }

    @Test
    void whoWasCompleteInBetweenBeginsAnew() {
        assertThat(late(0, List.of(new Begun<>("other", 0)))).isEmpty();
        assertThat(late(10, List.of())).isEmpty();
        assertThat(late(25, List.of(new Begun<>("other", 0)))).isEmpty();
    }

    private List<String> late(int second, List<Begun<String>> begun) {
        return patience.late(begun, Duration.ofSeconds(second).toNanos());
    }
}
