package imece.worker.engine;

import java.time.Duration;

/**
 * For how long it is life enough that an engine says that it runs, although it tells no further step. Until the first step
 * that may take as long as a run may: a large model is moved to the GPU, or compiled, within it. After that it may take ten
 * times as long as the longest step so far. Pure: each step makes a new value.
 *
 * @param steps finished since the sampler began
 * @param longest step so far, of any sampler of this run
 */
record StepPatience(int steps, Duration longest) {

    /** No step is known. */
    static final StepPatience FIRST = new StepPatience(0, Duration.ZERO);

    private static final int TIMES = 10;

    /** After a step that took so long. */
    StepPatience stepped(Duration took) {
        return new StepPatience(steps + 1, took.compareTo(longest) > 0 ? took : longest);
    }

    /** Another sampler begins, perhaps with another model: its first step is a first step again. */
    StepPatience anotherSampler() {
        return new StepPatience(0, longest);
    }

    /** Whether an engine that says that it runs is taken for alive, so long after its last step. */
    boolean lasts(Duration sinceStep) {
        return steps == 0 || sinceStep.compareTo(longest.multipliedBy(TIMES)) <= 0;
    }
}
