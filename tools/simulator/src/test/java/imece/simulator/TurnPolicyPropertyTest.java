package imece.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.TurnForecast;
import imece.gateway.turn.TurnForecast.Expected;
import imece.gateway.turn.TurnForecast.SlotAhead;
import imece.gateway.turn.TurnRules;
import imece.gateway.turn.TurnSlot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the scheduling policy promises, on farms that are drawn by lot. */
class TurnPolicyPropertyTest {

    private static final TurnRules LESS_PATIENT = new TurnRules(30_000, 180_000, 8, 20, 600_000, 600_000);

    /**
     * {@link CheckedTurns} looks at each pick: how much work is let past, how far others go before, that turns stay, clocks do not
     * fall, and no slot idles in vain.
     */
    @Property(tries = 400)
    void noBoundIsBrokenWhateverComesGoesOrIsCancelled(@ForAll long seed) {
        everyPickIsChecked(RandomFarm.of(seed), TurnRules.STANDARD);
    }

    @Property(tries = 40)
    void noBoundIsBrokenWhereACrowdComesAtOnce(@ForAll long seed) {
        everyPickIsChecked(RandomFarm.crowded(seed), TurnRules.STANDARD);
        everyPickIsChecked(RandomFarm.crowded(seed), LESS_PATIENT);
    }

    private static void everyPickIsChecked(RandomFarm drawn, TurnRules rules) {
        CheckedTurns checked = new CheckedTurns(new TurnLine(rules), rules);

        List<SimulatedJob> jobs =
                new VirtualFarm(drawn.shape(), checked, FarmWatch.NOBODY).run(drawn.requests(), drawn.disturbances());

        assertThat(jobs).hasSameSizeAs(drawn.requests()).noneMatch(job -> job.fate == SimulatedJob.Fate.LIVE);
    }

    @Property(tries = 200)
    void oneOwnerIsServedInTheOrderOfSubmissionWhereNobodyGoesBeforeHisTurn(@ForAll long seed) {
        RandomFarm drawn = RandomFarm.of(seed).undisturbed().ofOneOwner();
        TurnRules rules = TurnRules.STANDARD.withoutAffinity();

        List<SimulatedJob> jobs =
                new VirtualFarm(drawn.shape(), new TurnLine(rules), FarmWatch.NOBODY).run(drawn.requests());

        assertThat(jobs).isSortedAccordingTo(Comparator.comparingLong(job -> job.began));
    }

    /** Where all that runs and loads take is known and nobody else comes, the future is the policy run forward. */
    @Property(tries = 200)
    void whatIsExpectedComesTrueWhereEverythingIsKnown(@ForAll long seed) {
        RandomFarm drawn = RandomFarm.of(seed).undisturbed().atOnce().loading(RunEstimates.LOAD_UNKNOWN);
        TurnLine line = new TurnLine();
        Map<Long, Expected> expected = new HashMap<>();
        TurnForecast forecast = new TurnForecast(
                line.policy(),
                line::slotsOf,
                line.estimates(),
                (job, slot) -> drawn.requests().get((int) job.order().ticket()).run());
        LinePolicy foretold = new ToldLine(line) {
            @Override
            public Optional<Assignment> next(List<TurnSlot> idle, long now) {
                if (expected.isEmpty()) {
                    expected.putAll(forecast.first(
                            drawn.requests().size(),
                            line.line(),
                            idle.stream().map(slot -> new SlotAhead(slot, 0)).toList()));
                }
                return super.next(idle, now);
            }
        };

        List<SimulatedJob> jobs = new VirtualFarm(drawn.shape(), foretold, FarmWatch.NOBODY).run(drawn.requests());

        assertThat(jobs)
                .allSatisfy(job -> assertThat(expected.get(job.ticket)).isEqualTo(new Expected(job.began, job.ended)));
    }
}
