package imece.worker.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pausesDoubleUpToTheLongestAndBeginAnewOnceItHasWorked() {
        Backoff pause = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3));
        assertThat(Stream.generate(pause::next).limit(6).map(Duration::toMillis))
                .containsExactly(200L, 400L, 800L, 1_600L, 3_000L, 3_000L);
        pause.reset();
        assertThat(pause.next()).isEqualTo(Duration.ofMillis(200));
    }
}
