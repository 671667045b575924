package imece.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent.Phase;
import imece.worker.run.ProgressReport.Percent;
import imece.worker.run.ProgressReport.Throttle;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ThrottleTest {

    @Property
    void neverTwoWithinOneGapAndNeverNoneAfterALongWait(
            @ForAll @Size(min = 1, max = 100) List<@IntRange(min = 0, max = 400) Integer> waitsMillis) {
        Throttle throttle = new Throttle(Duration.ofMillis(250));
        long now = -5_000_000_000L;
        long last = Long.MIN_VALUE;
        for (int wait : waitsMillis) {
            now += wait * 1_000_000L;
            boolean due = last == Long.MIN_VALUE || now - last >= 250_000_000L;
            assertThat(throttle.admit(now)).isEqualTo(due);
            last = due ? now : last;
        }
    }

    @Property
    void progressNeverFallsFromPhaseToPhaseOrStepToStep(
            @ForAll @IntRange(min = 1, max = 150) int steps, @ForAll @IntRange(min = 0, max = 149) int step) {
        int before = Percent.of(Phase.DENOISING, Math.min(step, steps), steps);
        int after = Percent.of(Phase.DENOISING, Math.min(step + 1, steps), steps);
        assertThat(after).isGreaterThanOrEqualTo(before).isBetween(0, 100);
        assertThat(before).isGreaterThanOrEqualTo(Percent.of(Phase.LOADING_CHECKPOINT, 0, steps));
        assertThat(Percent.of(Phase.DECODING, steps, steps)).isGreaterThanOrEqualTo(after);
        assertThat(Percent.of(Phase.UPLOADING, steps, steps)).isGreaterThan(Percent.of(Phase.DECODING, steps, steps));
    }
}
