package imece.worker.run;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The clocks of a machine and of a process, which stand until they are moved. */
final class TestClock implements InstantSource {

    private Instant now;
    private Moment moment = new Moment(Long.MAX_VALUE - 1);

    TestClock(Instant now) {
        this.now = now;
    }

    /** Time goes on. */
    void advance(Duration by) {
        now = now.plus(by);
        moment = moment.plus(by);
    }

    /** Somebody sets the machine's clock, back too; no time passes. */
    void set(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** That of the process. */
    MonotonicClock monotonic() {
        return () -> moment;
    }
}
