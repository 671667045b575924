package imece.local.drill.storm;

import static org.assertj.core.api.Assertions.assertThat;

import imece.fault.FaultPoint;
import imece.local.drill.storm.Schedule.Planned;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
    private static final Duration STORM = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fiveMinutesMakeEveryFaultAtEveryPoint(long seed) {
        Set<String> dealt = new HashSet<>();
        schedule(seed).forEach(planned -> dealt.add(planned.name()));

        assertThat(dealt).hasSize(Fault.ofMachines().size() - 2 + 2 * FaultPoint.values().length);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void faultsComeInTheOrderOfTheirTimesAndWithinTheStorm(long seed) {
        List<Planned> all = schedule(seed);

        assertThat(all).extracting(Planned::afterMillis).isSorted();
        assertThat(all)
                .allSatisfy(planned -> assertThat(planned.afterMillis()).isBetween(3_000L, STORM.toMillis() - 1));
    }

    @Test
    void everyFaultIsEitherOfMachinesOrOfStrangers() {
        assertThat(Fault.ofMachines()).doesNotContainAnyElementsOf(Fault.ofStrangers());
        assertThat(Fault.ofMachines().size() + Fault.ofStrangers().size()).isEqualTo(Fault.values().length);
    }

    @Test
    void theSameSeedMakesTheSameSchedule() {
        assertThat(schedule(7)).isEqualTo(schedule(7)).isNotEqualTo(schedule(8));
    }

    /** Its session is ended once it has been idle for five seconds. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theLeaderIsFrozenForLongerThanItsLeadLasts(long seed) {
        List<Planned> freezings = Schedule.of(seed, STORM, PAUSE, List.of(Fault.LEADER_FROZEN), List.of());

        assertThat(freezings)
                .isNotEmpty()
                .allSatisfy(planned -> assertThat(planned.millis()).isGreaterThan(5_000));
    }

    @Test
    void onlyWhatWasAskedForIsMade() {
        List<Planned> some = Schedule.of(
                1,
                STORM,
                PAUSE,
                List.of(Fault.FROZEN_AT, Fault.BROKER_CUT),
                List.of(FaultPoint.ROWS_READ, FaultPoint.MID_RUN));

        assertThat(some)
                .extracting(Planned::name)
                .containsOnly("frozen-at rows-read", "frozen-at mid-run", "broker-cut");
    }

    private static List<Planned> schedule(long seed) {
        return Schedule.of(seed, STORM, PAUSE, Fault.ofMachines(), List.of(FaultPoint.values()));
    }
}
