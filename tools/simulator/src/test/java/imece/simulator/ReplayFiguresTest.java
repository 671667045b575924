package imece.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the policy is for, on requests that are drawn with the statistics of real ones. */
class ReplayFiguresTest {

    private static final int SLOTS = 8;
    private static final Map<LineDiscipline, WaitFigures> FIGURES = new EnumMap<>(LineDiscipline.class);
    private static Replays replays;

    @BeforeAll
    static void replay() {
        Trace trace = SyntheticTrace.of(12_000, 1);
        replays = new Replays(trace, List.of(LineDiscipline.values()), List.of(0.6), SLOTS, 1, done -> {});
        replays.line(0.6)
                .forEach(each -> FIGURES.put(each.policy(), WaitFigures.of(each.trace(), each.jobs(), each.loads())));
    }

    @Test
    void whoHasFewJobsWaitsForLessTimeThanUnderAnyOtherPolicy() {
        long turns = figures(LineDiscipline.TURNS).lightLate();

        for (LineDiscipline other : List.of(
                LineDiscipline.FIFO,
                LineDiscipline.WARM_FIRST,
                LineDiscipline.SWARMUI,
                LineDiscipline.INVOKEAI,
                LineDiscipline.VTC)) {
            assertThat(turns).as(other.word()).isLessThan(figures(other).lightLate());
        }
    }

    @Test
    void loadsAreFewAndTheMedianWaitIsShortBesideAllThatShareFairlyOrNotAtAll() {
        WaitFigures turns = figures(LineDiscipline.TURNS);

        for (LineDiscipline other : List.of(LineDiscipline.FIFO, LineDiscipline.INVOKEAI, LineDiscipline.VTC)) {
            assertThat(2 * turns.loads())
                    .as(other.word())
                    .isLessThan(figures(other).loads());
            assertThat(2 * turns.median())
                    .as(other.word())
                    .isLessThan(figures(other).median());
        }
    }

    @Test
    void ownersWhoWaitGetLikeShares() {
        assertThat(figures(LineDiscipline.TURNS).fairness())
                .isGreaterThan(0.73)
                .isGreaterThan(2 * figures(LineDiscipline.FIFO).fairness());
    }

    @Test
    void manyNamesFromOneAddressGainNothing() {
        Trace trace = SyntheticTrace.of(5_000, 2);
        FigureTable table =
                new Replays(trace, List.of(LineDiscipline.TURNS), List.of(0.6), SLOTS, 2, done -> {}).names(0.6);

        assertThat(Double.parseDouble(table.rows().getFirst().get(1))).isLessThanOrEqualTo(5);
        assertThat(Double.parseDouble(table.rows().getFirst().get(2))).isLessThanOrEqualTo(5);
    }

    @Test
    void fourOfFiveForecastsComeTrue() {
        TurnLine line = new TurnLine();
        ForecastWatch watch = new ForecastWatch(line);
        Trace trace = SyntheticTrace.of(8_000, 3).utilising(SLOTS, 0.3);
        new VirtualFarm(FarmShape.alike(SLOTS, Replays.LOAD), line, watch).run(trace.requests());

        ForecastFigures figures = ForecastFigures.of(watch.outcomes());

        assertThat(figures.askings()).isGreaterThan(500);
        assertThat(figures.coverage()).isBetween(0.74, 0.88);
        assertThat(figures.error()).isLessThan(figures.simpleError());
    }

    private static WaitFigures figures(LineDiscipline policy) {
        return Objects.requireNonNull(FIGURES.get(policy));
    }
}
