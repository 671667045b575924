package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/**
 * Takes times for which docs/reliability.md promises a bound. How long something takes depends on what else the machine does,
 * so the short run only writes a time down, as {@code MEASURED}. The full run, in which two classes share the machine, fails
 * when a time is more than {@code imece.test.times} times its bound.
 */
abstract class TimedTest {

    /** 0 = no time fails a test. */
    private static final int TIMES_THE_BOUND = Integer.getInteger("imece.test.times", 0);

    /** A time, written down and held to its bound where that is asked for. */
    final void timed(String what, long nanos, Duration promised) {
        Rig.measured(what, nanos);
        held(what, nanos, promised);
    }

    /** The time that has passed since then. */
    final void timedSince(String what, long beganNanos, Duration promised) {
        timed(what, System.nanoTime() - beganNanos, promised);
    }

    /** The same for what is written down elsewhere. */
    final void held(String what, long nanos, Duration promised) {
        if (TIMES_THE_BOUND > 0) {
            assertThat(Duration.ofNanos(nanos))
                    .as("%s, of which at most %s times %s are waited for", what, TIMES_THE_BOUND, promised)
                    .isLessThanOrEqualTo(promised.multipliedBy(TIMES_THE_BOUND));
        }
    }
}
