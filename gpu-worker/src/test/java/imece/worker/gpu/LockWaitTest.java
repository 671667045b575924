package imece.worker.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import imece.worker.gpu.LockFile.LockWait;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class LockWaitTest {

    @Property
    void neverWaitsBeyondItsPatienceAndAlwaysWaitsWithinIt(
            @ForAll @LongRange(min = 0, max = 60_000) long patience,
            @ForAll @IntRange(min = 1, max = 100_000) int tries,
            @ForAll @LongRange(min = 0, max = 70_000) long waited) {
        switch (new LockWait(Duration.ofMillis(patience)).after(tries, Duration.ofMillis(waited))) {
            case LockWait.GiveUp g -> assertThat(waited).isGreaterThanOrEqualTo(patience);
            case LockWait.TryAfter t -> {
                Duration pause = t.pause();
                assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofMillis(200));
                assertThat(waited + pause.toMillis()).isLessThanOrEqualTo(patience);
            }
        }
    }
}
