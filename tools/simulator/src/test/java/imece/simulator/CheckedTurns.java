package imece.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LaneName;
import imece.gateway.turn.TurnPick;
import imece.gateway.turn.TurnRules;
import imece.gateway.turn.TurnSlot;
import imece.gateway.turn.WaitingJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The farm's policy, looked at job by job: what it promises is counted anew from all that waits, the slow way. */
final class CheckedTurns extends ToldLine {

    private final TurnLine turns;
    private final TurnRules rules;
    private long greatestEstimate;
    private final Map<Long, WaitingJob> asSubmitted = new HashMap<>();
    private final Map<Long, Long> letPast = new HashMap<>();
    private final Map<LaneName, Integer> mostSlots = new HashMap<>();
    private Map<LaneName, Long> clocks = Map.of();

    CheckedTurns(TurnLine turns, TurnRules rules) {
        super(turns);
        this.turns = turns;
        this.rules = rules;
    }

    @Override
    public void submitted(SimulatedJob job, long now) {
        super.submitted(job, now);
        WaitingJob waiting = turns.asWaiting(job).orElseThrow();
        asSubmitted.put(job.ticket, waiting);
        letPast.put(job.ticket, 0L);
        greatestEstimate = Math.max(greatestEstimate, waiting.estimate());
        clocksNeverFall();
    }

    @Override
    public Optional<Assignment> next(List<TurnSlot> idle, long now) {
        List<WaitingJob> before = waiting();
        before.forEach(job -> {
            assertThat(job)
                    .as("a waiting job's turn never changes")
                    .isEqualTo(asSubmitted.get(job.order().ticket()));
            mostSlots.merge(job.lane(), turns.slotsOf(job.lane()), Math::max);
        });
        Optional<Assignment> assigned = super.next(idle, now);
        if (assigned.isEmpty()) {
            assertThat(before)
                    .as("no slot idles while a job that it may serve waits")
                    .noneMatch(
                            job -> idle.stream().anyMatch(slot -> slot.serves().test(job.lane())));
        } else {
            picked(turns.lastPick().orElseThrow(), before);
        }
        clocksNeverFall();
        return assigned;
    }

    private void picked(TurnPick pick, List<WaitingJob> before) {
        List<WaitingJob> passed = before.stream()
                .filter(job -> pick.slot().serves().test(job.lane()))
                .filter(job -> job.order().compareTo(pick.job().order()) < 0)
                .toList();
        switch (pick) {
            case TurnPick.InTurn inTurn ->
                assertThat(passed).as("nobody is passed").isEmpty();
            case TurnPick.BeforeTurn early -> {
                assertThat(passed).isNotEmpty().contains(early.head());
                assertThat(early.slot().warmFor(early.job().lane())).isTrue();
                assertThat(early.slot().warmFor(early.head().lane())).isFalse();
                passed.forEach(job -> passes(early.job(), job));
            }
        }
    }

    private void passes(WaitingJob early, WaitingJob passed) {
        assertThat(early.order().turn() - passed.order().turn())
                .as("a job is passed within the band only")
                .isLessThanOrEqualTo(passed.weight().charged(rules.band()));
        long past = letPast.merge(passed.order().ticket(), early.estimate(), Long::sum);
        assertThat(past)
                .as("so much work is let past at most")
                .isLessThanOrEqualTo(rules.patience() * mostSlots.getOrDefault(passed.lane(), 0) + greatestEstimate);
        assertThat(turns.line().letPast(passed)).isEqualTo(past);
    }

    private List<WaitingJob> waiting() {
        List<WaitingJob> all = new ArrayList<>();
        Iterator<WaitingJob> jobs = turns.line().inOrder();
        jobs.forEachRemaining(all::add);
        assertThat(all).isSortedAccordingTo((one, other) -> one.order().compareTo(other.order()));
        return all;
    }

    private void clocksNeverFall() {
        Map<LaneName, Long> now = turns.clocks().all();
        clocks.forEach((lane, shown) -> assertThat(now.getOrDefault(lane, Long.MIN_VALUE))
                .as("the clock of %s never falls", lane)
                .isGreaterThanOrEqualTo(shown));
        clocks = now;
    }
}
