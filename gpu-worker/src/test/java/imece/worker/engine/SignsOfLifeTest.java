package imece.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LiveEvent.Phase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What counts as a sign of life of an engine that is asked again and again. */
class SignsOfLifeTest {

    private final AtomicLong now = new AtomicLong(-3);
    private final Watched seen = new Watched();
    private final SignsOfLife signs = new SignsOfLife(seen, now::get);

    @Test
    void untilTheFirstStepAnEngineThatSaysThatItRunsLives() {
        signs.at(Phase.DENOISING);
        assertThat(signsWithin(Duration.ofMinutes(20))).isGreaterThan(100);
    }

    @Test
    void afterThatItLivesForTenTimesTheLongestStepSoFar() {
        signs.at(Phase.DENOISING);
        steps(1, 3, Duration.ofSeconds(8));
        assertThat(signsWithin(Duration.ofSeconds(79))).isPositive();
        pass(Duration.ofSeconds(2));
        assertThat(signsWithin(Duration.ofMinutes(10))).as("no longer").isZero();
        signs.step(4, 20);
        assertThat(signsWithin(Duration.ofMinutes(1))).as("it steps again").isPositive();
    }

    @Test
    void theSameStepAgainIsNoMoreThanThat() {
        signs.step(0, 20);
        steps(1, 2, Duration.ofSeconds(1));
        int told = seen.steps.size();
        pass(Duration.ofSeconds(30));
        int phases = seen.phases.size();
        signs.step(2, 20);
        assertThat(seen.steps).hasSize(told);
        assertThat(seen.phases).hasSize(phases);
    }

    @Test
    void theFirstStepOfTheNextSamplerIsAFirstStep() {
        signs.at(Phase.DENOISING);
        steps(1, 4, Duration.ofMillis(100));
        signs.anotherSampler();
        assertThat(signsWithin(Duration.ofMinutes(5))).isPositive();
    }

    @Test
    void loadingIsLifeForTenMinutes() {
        signs.at(Phase.LOADING_CHECKPOINT);
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofSeconds(6));
            signs.at(Phase.LOADING_CHECKPOINT);
        }
        int told = seen.phases.size();
        pass(Duration.ofSeconds(6));
        signs.at(Phase.LOADING_CHECKPOINT);
        assertThat(seen.phases).hasSize(told);
    }

    @Property(tries = 200)
    void patienceLastsForExactlyTenOfTheLongestStep(
            @ForAll @IntRange(min = 1, max = 100_000) int one,
            @ForAll @IntRange(min = 1, max = 100_000) int other,
            @ForAll @IntRange(max = 2_000_000) int silence) {
        StepPatience patience =
                StepPatience.FIRST.stepped(Duration.ofMillis(one)).stepped(Duration.ofMillis(other));
        assertThat(patience.lasts(Duration.ofMillis(silence))).isEqualTo(silence <= 10L * Math.max(one, other));
        assertThat(patience.anotherSampler().lasts(Duration.ofMillis(silence))).isTrue();
    }

    private void steps(int from, int to, Duration each) {
        for (int step = from; step <= to; step++) {
            pass(each);
            signs.step(step, 20);
        }
    }

    /** How often it was told to be alive while the engine only said that it runs. */
    private int signsWithin(Duration time) {
        int before = seen.phases.size();
        for (long spent = 0; spent < time.toMillis(); spent += 1_000) {
            pass(Duration.ofSeconds(1));
            signs.stepsOn();
        }
        return seen.phases.size() - before;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
