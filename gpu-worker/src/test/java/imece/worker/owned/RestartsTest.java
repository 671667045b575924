package imece.worker.owned;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartsTest {

    @Test
    void whatEndsSoonIsStartedAgainEverLaterUpToAMinute() {
        Restarts restarts = Restarts.NONE;
        Duration before = restarts.pause();
        assertThat(before).isZero();
        for (int i = 0; i < 20; i++) {
            restarts = restarts.after(Duration.ofSeconds(2));
            assertThat(restarts.pause()).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofMinutes(1));
            before = restarts.pause();
        }
        assertThat(before).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whatRanForLongIsStartedAgainSoon() {
        Restarts often = Restarts.NONE.after(Duration.ZERO).after(Duration.ZERO).after(Duration.ZERO);
        assertThat(often.after(Duration.ofHours(3)).pause()).isEqualTo(Duration.ofSeconds(1));
    }
}
