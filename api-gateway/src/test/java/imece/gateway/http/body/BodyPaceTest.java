package imece.gateway.http.body;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.http.body.BodyPace.PaceLimits;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BodyPaceTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final PaceLimits JSON =
            new PaceLimits(Duration.ofSeconds(30), 0, Duration.ofSeconds(30), 1_024, Duration.ofSeconds(10));
    private static final PaceLimits PICTURE =
            new PaceLimits(Duration.ofSeconds(30), 32 << 10, Duration.ofMinutes(10), 1_024, Duration.ofSeconds(10));

    @Test
    void whatComesAtOnceIsTaken() {
        assertThat(new BodyPace(JSON).isFastEnough(64 << 10, 0)).isTrue();
    }

    @Test
    void aByteNowAndThenIsTooSlowAfterTenSecondsAndNotBefore() {
        assertThat(refusedAfter(JSON, Duration.ofMillis(100), 1)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void oneKilobyteASecondIsEnoughUntilTheTimeIsOver() {
        assertThat(refusedAfter(JSON, SECOND, 1_024)).isEqualTo(Duration.ofSeconds(31));
        assertThat(refusedAfter(JSON, SECOND, 1_023)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whoBeganFastMayNotTrickleLater() {
        BodyPace pace = new BodyPace(PICTURE);
        assertThat(pace.isFastEnough(10 << 20, nanos(SECOND))).isTrue();
        for (int second = 2; second <= 11; second++) {
            assertThat(pace.isFastEnough((10 << 20) + second, nanos(Duration.ofSeconds(second))))
                    .as("after %d s", second)
                    .isEqualTo(second < 11);
        }
    }

    @Test
    void aPauseOfLessThanTenSecondsIsMadeUpForByWhatFollows() {
        BodyPace pace = new BodyPace(PICTURE);
        assertThat(pace.isFastEnough(100, nanos(SECOND))).isTrue();
        assertThat(pace.isFastEnough(20_000, nanos(Duration.ofSeconds(10)))).isTrue();
        assertThat(pace.isFastEnough(40_000, nanos(Duration.ofSeconds(19)))).isTrue();
    }

    @Test
    void eachThirtyTwoKilobytesOfAPictureGiveItAnotherSecond() {
        long size = 320 << 10;
        assertThat(new BodyPace(PICTURE).isFastEnough(size, nanos(Duration.ofSeconds(40))))
                .isTrue();
        assertThat(new BodyPace(PICTURE).isFastEnough(size, nanos(Duration.ofSeconds(40)) + 1))
                .isFalse();
        assertThat(new BodyPace(JSON).isFastEnough(size, nanos(Duration.ofSeconds(40))))
                .isFalse();
    }

    @Test
    void noPictureMayTakeLongerThanTenMinutes() {
        assertThat(new BodyPace(PICTURE).isFastEnough(Long.MAX_VALUE, nanos(Duration.ofMinutes(10))))
                .isTrue();
        assertThat(new BodyPace(PICTURE).isFastEnough(Long.MAX_VALUE, nanos(Duration.ofMinutes(10)) + 1))
                .isFalse();
    }

    @Property
    void aSteadyBodyIsTakenExactlyIfItIsFastEnough(@ForAll @IntRange(min = 1, max = 4_096) int perSecond) {
        assertThat(refusedAfter(JSON, SECOND, perSecond).toSeconds()).isEqualTo(perSecond < 1_024 ? 10 : 31);
    }

    /** When a body of which so many bytes come every so often is refused. */
    private static Duration refusedAfter(PaceLimits limits, Duration every, long bytes) {
        BodyPace pace = new BodyPace(limits);
        int times = 1;
        while (pace.isFastEnough(bytes * times, nanos(every) * times)) {
            times++;
        }
        return every.multipliedBy(times);
    }

    private static long nanos(Duration time) {
        return time.toNanos();
    }
}
