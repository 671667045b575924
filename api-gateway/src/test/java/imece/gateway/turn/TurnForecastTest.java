package imece.gateway.turn;

import static imece.gateway.turn.TurnSamples.LOADS;
import static imece.gateway.turn.TurnSamples.job;
import static imece.gateway.turn.TurnSamples.line;
import static imece.gateway.turn.TurnSamples.only;
import static imece.gateway.turn.TurnSamples.slot;
import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.turn.TurnForecast.Expected;
import imece.gateway.turn.TurnForecast.SlotAhead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TurnForecastTest {

    private static final TurnForecast FORECAST =
            new TurnForecast(TurnPolicy.STANDARD, lane -> 1, LOADS, (job, slot) -> job.estimate());

    @Test
    void aJobBeginsWhenTheRunInHandIsOverAndLoadsFirst() {
        Map<Long, Expected> expected = FORECAST.first(
                5, line(job(1, 100, "a"), job(2, 200, "a")), List.of(new SlotAhead(slot(1, "x"), 4_000)));

        assertThat(expected).isEqualTo(Map.of(1L, new Expected(4_000, 36_000), 2L, new Expected(36_000, 46_000)));
    }

    @Test
    void aWarmJobIsExpectedBeforeItsTurn() {
        Map<Long, Expected> expected =
                FORECAST.first(1, line(job(1, 100, "a"), job(2, 200, "x")), List.of(new SlotAhead(slot(1, "x"), 0)));

        assertThat(expected).containsEntry(1L, new Expected(10_000, 42_000));
    }

    @Test
    void theLineItselfIsNotTouched() {
        WaitingLine line = line(job(1, 100, "a"), job(2, 200, "x"));

        FORECAST.first(2, line, List.of(new SlotAhead(slot(1, "x"), 0)));

        assertThat(line.size()).isEqualTo(2);
        assertThat(line.letPast(job(1, 100, "a"))).isZero();
    }

    @Test
    void whatNobodyServesIsNotExpected() {
        assertThat(FORECAST.first(5, line(job(1, 100, "a")), List.of(new SlotAhead(only(1, "b"), 0))))
                .isEmpty();
        assertThat(FORECAST.first(5, line(job(1, 100, "a")), List.of())).isEmpty();
        assertThat(FORECAST.roughly(job(1, 100, "a"), line(), List.of())).isEmpty();
    }

    @Test
    void farBehindTheWorkAheadIsSharedAmongTheSlotsThatCouldServeTheJob() {
        WaitingJob far = job(9, 900, "a");
        WaitingLine line = line(job(1, 100, "a"), job(2, 200, "b"), job(3, 950, "a"), far);
        List<SlotAhead> slots = List.of(new SlotAhead(only(1, "a"), 6_000), new SlotAhead(slot(2, null), 0));
        TurnForecast two = new TurnForecast(TurnPolicy.STANDARD, lane -> 2, LOADS, (job, slot) -> job.estimate());

        // All of the 10 s of a, half of the 10 s of b, and the 6 s in hand, by two slots; then its own 10 s.
        assertThat(two.roughly(far, line, slots)).contains(new Expected(10_500, 20_500));
    }
}
