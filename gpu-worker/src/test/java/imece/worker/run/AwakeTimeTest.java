package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.Failure;
import imece.worker.run.Run.RunEnd;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AwakeTimeTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final AwakeTime time = new AwakeTime(clock::get);

    @Test
    void timeThatIsLookedAtCounts() {
        for (int i = 0; i < 75; i++) {
            pass(Duration.ofSeconds(1));
        }
        assertThat(awake()).isEqualTo(Duration.ofSeconds(75));
        assertThat(time.slept()).isZero();
    }

    @Test
    void ofAGapInWhichNobodyLookedNextToNothingCounts() {
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(75));
        pass(Duration.ofSeconds(1));
        assertThat(awake()).isEqualTo(AwakeTime.MOST_BETWEEN_LOOKS.plusSeconds(2));
        assertThat(time.slept()).isEqualTo(Duration.ofSeconds(75).minus(AwakeTime.MOST_BETWEEN_LOOKS));
    }

    @Test
    void whatFailsAfterASleepExcusesTheJobUnlessTheEngineBlamesIt() {
        RunEnd stalled = new RunEnd.Failed(new Failure("stalled", "The engine made no progress.", true));
        RunEnd refused = new RunEnd.Failed(new Failure("engine-refused", "Too wide.", false));
        assertThat(PictureDrawing.excused(stalled, true)).isTrue();
        assertThat(PictureDrawing.excused(stalled, false)).isFalse();
        assertThat(PictureDrawing.excused(refused, true)).isFalse();
        assertThat(PictureDrawing.excused(new RunEnd.Dropped("it was cancelled"), true))
                .isFalse();
    }

    @Test
    void ofATryThatWasSleptThroughOnlyItsOwnTimeCounts() {
        Duration allowed = Duration.ofSeconds(5);
        assertThat(PictureUpload.awake(Duration.ofSeconds(3).toNanos(), allowed))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(PictureUpload.awake(Duration.ofSeconds(75).toNanos(), allowed))
                .isEqualTo(Duration.ofSeconds(7));
    }

    private void pass(Duration by) {
        clock.addAndGet(by.toNanos());
        awake();
    }

    private Duration awake() {
        return Duration.ofNanos(time.getAsLong());
    }
}
