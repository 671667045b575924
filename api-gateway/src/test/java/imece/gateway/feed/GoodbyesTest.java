package imece.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GoodbyesTest {

    private static final long SECOND = 1_000_000_000;

    private final Goodbyes goodbyes = new Goodbyes(3, Duration.ofSeconds(4));

    @Test
    void moreThanTheMemoryIsForAreNotSaidAndAnotherMayBeOnceTheFirstIsOver() {
        long start = Long.MAX_VALUE - SECOND;
        assertThat(LongStream.range(0, 5)
                        .filter(i -> goodbyes.sayAt(start + i * SECOND))
                        .count())
                .as("the clock may overflow")
                .isEqualTo(4);
        assertThat(goodbyes.sayAt(start + 4 * SECOND)).isFalse();
        assertThat(goodbyes.sayAt(start + 5 * SECOND)).isTrue();
    }

    @Test
    void whatWasNotSaidDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            goodbyes.sayAt(0);
        }
        assertThat(goodbyes.sayAt(4 * SECOND)).isTrue();
    }
}
