package imece.worker.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AftermathTest {

    private static final EngineSighting UNKNOWN = new EngineSighting.Unknown("It does not answer.");

    /** A look, and how many seconds after the one before it. */
    record Look(EngineSighting sighting, int after) {}

    @Test
    void whatSaysThatItHasNothingOfOursIsLeftAfterTwoSecondsAndWhatIsClosedAfterFive() {
        for (EngineSighting sighting : List.of(new EngineSighting.Idle(), new EngineSighting.Gone("Nobody listens."))) {
            assertThat(afterSeconds(sighting, 1).over(nanos(1))).isFalse();
            assertThat(afterSeconds(sighting, 2).over(nanos(2))).isTrue();
        }
        EngineSighting closed = new EngineSighting.Closed("It wants a password.");
        assertThat(afterSeconds(closed, 4).over(nanos(4))).isFalse();
        assertThat(afterSeconds(closed, 5).over(nanos(5))).isTrue();
    }

    @Test
    void anEngineThatLivesFasterIsLeftSooner() {
        Aftermath faster = Aftermath.from(0, new EngineTimings(4)).seen(new EngineSighting.Idle(), 0);
        long halfASecond = Duration.ofMillis(500).toNanos();
        assertThat(faster.over(halfASecond - 1)).isFalse();
        assertThat(faster.over(halfASecond)).isTrue();
        assertThat(faster.seen(UNKNOWN, 0).over(nanos(150) - 1)).isFalse();
        assertThat(faster.seen(UNKNOWN, 0).over(nanos(150))).isTrue();
    }

    @Test
    void whatDoesNotTellIsWaitedForAsLongAsARunTakes() {
        assertThat(afterSeconds(UNKNOWN, 599).over(nanos(599))).isFalse();
        assertThat(afterSeconds(UNKNOWN, 600).over(nanos(600))).isTrue();
    }

    @Property
    void noGpuIsLetGoWhileItsEngineSaysThatItDraws(@ForAll("looks") @Size(max = 30) List<Look> looks) {
        long now = 0;
        Aftermath aftermath = Aftermath.from(now, EngineTimings.USUAL);
        for (Look look : looks) {
            now += nanos(look.after());
            aftermath = aftermath.seen(look.sighting(), now);
        }
        now += nanos(1);
        aftermath = aftermath.seen(new EngineSighting.AtWork(), now);
        assertThat(aftermath.over(now + nanos(100_000))).isFalse();
        assertThat(aftermath.seen(new EngineSighting.Idle(), now + nanos(1)).over(now + nanos(1)))
                .isFalse();
    }

    @Property
    void everyEngineThatDoesNotSayThatItDrawsIsLeftInTheEnd(@ForAll("looks") @Size(max = 30) List<Look> looks) {
        long now = 0;
        Aftermath aftermath = Aftermath.from(now, EngineTimings.USUAL);
        for (Look look : looks) {
            now += nanos(look.after());
            aftermath = aftermath.seen(look.sighting(), now);
        }
        long atWork = aftermath.atWork();
        long late = atWork + Aftermath.LONGEST.toNanos();
        boolean draws = aftermath.sighting() instanceof EngineSighting.AtWork;
        assertThat(aftermath.over(Math.max(now, late))).isNotEqualTo(draws);
    }

    @Provide
    static Arbitrary<List<Look>> looks() {
        Arbitrary<EngineSighting> sights = Arbitraries.of(
                new EngineSighting.AtWork(),
                new EngineSighting.Idle(),
                new EngineSighting.Gone("g"),
                new EngineSighting.Closed("c"),
                UNKNOWN);
        Arbitrary<Integer> pauses = Arbitraries.integers().between(0, 400);
        return Combinators.combine(sights, pauses).as(Look::new).list();
    }

    /** One sighting that lasts from the beginning. */
    private static Aftermath afterSeconds(EngineSighting sighting, int seconds) {
        return Aftermath.from(0, EngineTimings.USUAL).seen(sighting, 0).seen(sighting, nanos(seconds));
    }

    private static long nanos(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
