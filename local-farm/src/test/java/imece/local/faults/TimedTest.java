package imece.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/**
 * Takes times for which docs/reliability.md promises a bound. How long something takes depends on what else the machine does,
 * so a time is only written down, as {@code MEASURED}; {@link FaultTimesIT} alone fails when one is over its bound.
 */
abstract class TimedTest {

    /** Whether a time that is over its bound fails the test. */
    boolean holdsToTime() {
        return false;
    }

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
        if (holdsToTime()) {
            assertThat(Duration.ofNanos(nanos)).as(what).isLessThanOrEqualTo(promised);
        }
    }
}
