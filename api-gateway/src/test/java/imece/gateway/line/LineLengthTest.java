package imece.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LineLengthTest {

    private long rows = 7;
    private long now = Duration.ofHours(1).toNanos();
    private int counts;
    private final LineLength length = new LineLength(
            () -> {
                counts++;
                now += 1_000;
                return rows;
            },
            () -> now);

    @Test
    void manyWhoComeWithinASecondAreCountedOnce() {
        for (int i = 0; i < 100; i++) {
            assertThat(length.waiting()).isEqualTo(7 + i);
            assertThat(length.hasRoom(1_000, 1)).isTrue();
            length.joined(1);
        }
        assertThat(counts).isOne();
        rows = 3;
        after(Duration.ofSeconds(2));
        assertThat(length.waiting()).isEqualTo(3);
        assertThat(counts).isEqualTo(2);
    }

    @Test
    void whatJoinsHereFillsTheLineAtOnce() {
        assertThat(length.hasRoom(10, 3)).isTrue();
        rows += 3;
        length.joined(3);
        assertThat(length.hasRoom(10, 1)).isFalse();
    }

    @Test
    void nobodyIsRefusedByAnOldCount() {
        assertThat(length.hasRoom(7, 1)).isFalse();
        rows = 3;
        assertThat(length.hasRoom(7, 4)).isTrue();
        assertThat(length.hasRoom(7, 5)).isFalse();
    }

    @Test
    void whatCameElsewhereIsSeenAfterASecond() {
        assertThat(length.hasRoom(8, 1)).isTrue();
        rows = 50;
        after(Duration.ofMillis(1_001));
        assertThat(length.hasRoom(8, 1)).isFalse();
    }

    private void after(Duration time) {
        now += time.toNanos();
    }
}
