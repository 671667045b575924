package imece.gateway.line;

import static imece.gateway.line.LineFixtures.entry;
import static imece.gateway.line.LineFixtures.idle;
import static imece.gateway.line.LineFixtures.queued;
import static imece.gateway.line.LineFixtures.slot;
import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LaneName;
import imece.contract.LiveEvent.SlotState;
import imece.gateway.line.LaneOrder.WaitingEntry;
import imece.gateway.line.SlotWorkRows.HeadJob;
import imece.gateway.line.SlotWorkRows.SlotWork;
import imece.gateway.turn.ForecastRanges.Told;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.TurnClass;
import imece.gateway.turn.TurnForecast.Expected;
import imece.gateway.turn.WaitingJob;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LineForecastTest {

    private static final long RUN = 20_000;

    @Test
    void lanesThatShareASlotAreRunForwardTogether() {
        Map<String, List<WaitingEntry>> jobs = Map.of(
                "a", List.of(entry(queued(10, 1), RUN), entry(queued(30, 3), RUN)),
                "b", List.of(entry(queued(20, 2), RUN)));
        LineForecast forecast = forecast(jobs, slot("gpu-1", SlotState.IDLE, "a", "b"));

        // The slot loads a, draws both of it since the second may go first, and loads b then.
        assertThat(forecast.of("a", queued(10, 1), RUN, 1)).contains(new Expected(0, 30_000));
        assertThat(forecast.of("a", queued(30, 3), RUN, 3)).contains(new Expected(30_000, 50_000));
        assertThat(forecast.of("b", queued(20, 2), RUN, 2)).contains(new Expected(50_000, 80_000));
    }

    @Test
    void whereNoSlotLivesNothingIsExpected() {
        Map<String, List<WaitingEntry>> jobs = Map.of("a", List.of(entry(queued(10, 1), RUN)));
        assertThat(forecast(jobs).of("a", queued(10, 1), RUN, 1)).isEmpty();
        assertThat(forecast(jobs, slot("gpu-1", SlotState.IDLE, "b")).of("a", queued(10, 1), RUN, 1))
                .isEmpty();
        assertThat(forecast(jobs).roughly("a", queued(10, 1), RUN)).isEmpty();
    }

    @Test
    void aJobThatLiesWithTheBrokerGoesFirst() {
        Map<String, List<WaitingEntry>> jobs =
                Map.of("a", List.of(entry(LineFixtures.dispatched(5, 90, 9), RUN), entry(queued(10, 1), RUN)));
        LineForecast forecast = forecast(jobs, slot("gpu-1", SlotState.IDLE, "a"));
        assertThat(forecast.of("a", LineFixtures.dispatched(5, 90, 9), RUN, 1)).contains(new Expected(0, 20_000));
        assertThat(forecast.of("a", queued(10, 1), RUN, 2)).contains(new Expected(20_000, 40_000));
    }

    @Test
    void farBehindTheWorkAheadIsSharedAmongTheSlotsThatCouldServeIt() {
        List<WaitingEntry> own = new ArrayList<>();
        for (long ticket = 1; ticket <= 400; ticket++) {
            own.add(entry(queued(ticket, ticket), RUN));
        }
        LineForecast forecast =
                forecast(Map.of("a", own), slot("gpu-1", SlotState.IDLE, "a"), slot("gpu-2", SlotState.IDLE, "a"));
        assertThat(forecast.of("a", queued(400, 400), RUN, 400))
                .contains(new Expected(399 * 10_000, 400 * 10_000 + 10_000));
    }

    @Property(tries = 30)
    void nobodyIsExpectedBeforeWhoeverStandsBeforeThemInALaneOfItsOwn(
            @ForAll @IntRange(min = 1, max = 40) int waiting) {
        List<WaitingEntry> own = new ArrayList<>();
        for (long ticket = 1; ticket <= waiting; ticket++) {
            own.add(entry(queued(ticket, ticket), RUN));
        }
        LineForecast forecast = forecast(Map.of("a", own), slot("gpu-1", SlotState.IDLE, "a"));
        long last = 0;
        for (int ticket = 1; ticket <= waiting; ticket++) {
            long ends = forecast.of("a", queued(ticket, ticket), RUN, ticket)
                    .orElseThrow()
                    .ends();
            assertThat(ends).isGreaterThan(last);
            last = ends;
        }
    }

    @Test
    void groupsOfLanesAreThoseThatShareSlotsDirectlyOrByWayOfOthers() {
        Map<String, List<WaitingEntry>> jobs = new HashMap<>();
        List.of("a", "b", "c", "d", "e").forEach(lane -> jobs.put(lane, List.of()));
        LineSnapshot line = LineSnapshot.of(
                jobs, LaneCompetition.among(List.of(idle("a", "b"), idle("b", "c"), idle("d"))), Set.of("e"));
        assertThat(LineForecast.shared(line, Set.of("c", "e"))).containsExactly(Set.of("a", "b", "c"));
        assertThat(LineForecast.shared(line, Set.of())).isEmpty();
    }

    @Test
    void aRangeIsToldUpToTheTwentiethAndARoughFigureBeyond() {
        assertThat(LineForecasts.told(new Told(20, 0, 40_000, 20_500, 80_100)))
                .isEqualTo(new JobView.Eta(20, 81, false));
        assertThat(LineForecasts.told(new Told(21, 0, 40_000, 20_500, 80_100)))
                .isEqualTo(new JobView.Eta(40, 40, true));
    }

    private static LineForecast forecast(Map<String, List<WaitingEntry>> jobs, ServingSlot... slots) {
        LineSnapshot line = LineSnapshot.of(jobs, LaneCompetition.among(List.of(slots)), Set.of());
        List<HeadJob> head = new ArrayList<>();
        List<SlotWork> dispatched = new ArrayList<>();
        jobs.forEach((lane, waiting) -> waiting.forEach(job -> {
            LaneName name = LaneName.parse(lane);
            Long number = job.standing().dispatchNo();
            if (number == null) {
                head.add(new HeadJob(
                        new WaitingJob(
                                job.standing().order(), name, TurnClass.INTERACTIVE, ShareWeight.ONE, job.estimate()),
                        1 << 20));
            } else {
                dispatched.add(new SlotWork(job.standing().order().ticket(), name, null, 1 << 20, null, 0, 0, number));
            }
        }));
        SlotsAhead ahead = SlotsAhead.of(List.of(slots), List.of(), Map.of(), SlotsAheadTest.TIMES);
        return LineForecast.of(
                line, LineForecast.shared(line, jobs.keySet()), head, dispatched, ahead, SlotsAheadTest.TIMES);
    }
}
