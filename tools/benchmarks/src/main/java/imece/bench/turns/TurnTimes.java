package imece.bench.turns;

import imece.bench.farm.DemoShape;
import imece.bench.farm.KeyOwner;
import java.time.Duration;
import java.util.List;

/**
 * How long things take in these measurements, and how many there are of them.
 *
 * @param runMillis of a run, and of a load
 * @param draws of jobs at once, and how often a single job is asked for behind a long line
 * @param burst jobs of a draw
 * @param line jobs of the long line
 * @param rounds in which jobs ask when their pictures will be there
 */
public record TurnTimes(int runMillis, int draws, int burst, int line, int rounds) {
    /** The names of the demo engine's checkpoints. */
    static final List<String> CHECKPOINTS = List.of("oil", "ink", "chalk", "wax");

    DemoShape shape(int slots, int checkpoints) {
        return new DemoShape(slots, runMillis / KeyOwner.STEPS, runMillis, CHECKPOINTS).with(slots, checkpoints);
    }

    /** More than so many jobs can take on one slot, if each of them must load. */
    Duration limit(int jobs) {
        return Duration.ofMillis(4L * jobs * runMillis).plusMinutes(2);
    }
}
