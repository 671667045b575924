package imece.gateway.line;

import static imece.gateway.line.LineFixtures.dispatched;
import static imece.gateway.line.LineFixtures.entry;
import static imece.gateway.line.LineFixtures.idle;
import static imece.gateway.line.LineFixtures.pinned;
import static imece.gateway.line.LineFixtures.queued;
import static org.assertj.core.api.Assertions.assertThat;

import imece.gateway.line.LaneOrder.WaitingEntry;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.WorkAhead;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineSnapshotTest {

    private static final List<String> LANES = List.of("a", "b", "c", "d", "default");
    /** What a job is taken to need before anything was measured. */
    private static final long GUESS = 25_000;

    private static final List<ServingSlot> SLOTS = List.of(idle("a", "b"), idle("b", "c"), idle("d"));

    @Test
    void aSlotThatServesThreeLanesCountsOnceAndThreeJobsStandOneBehindTheOther() {
        LineSnapshot line = LineSnapshot.of(
                Map.of(
                        "a", List.of(entry(queued(10, 1), 5)),
                        "b", List.of(entry(queued(20, 2), 7)),
                        "c", List.of(entry(queued(30, 3), 9))),
                LaneCompetition.among(List.of(idle("a", "b", "c"))),
                Set.of());

        assertThat(line.ahead("a", queued(10, 1))).isEqualTo(WorkAhead.NONE);
        assertThat(line.ahead("b", queued(20, 2))).isEqualTo(new WorkAhead(1, 5));
        assertThat(line.ahead("c", queued(30, 3))).isEqualTo(new WorkAhead(2, 12));
        assertThat(line.peopleAhead("c", queued(30, 3))).isEqualTo(OptionalInt.of(2));
    }

    @Test
    void workIsAGuessForAllThatStandBehindAJobOfWhichNothingWasKnown() {
        LineSnapshot line = LineSnapshot.of(
                Map.of(
                        "a",
                        List.of(entry(queued(10, 1), 5), entry(queued(20, 2), GUESS), entry(queued(30, 3), 7)),
                        "d",
                        List.of(entry(dispatched(1, 10, 4), GUESS), entry(queued(20, 5), 5))),
                LaneCompetition.NONE,
                Set.of());

        assertThat(line.ahead("a", queued(20, 2))).isEqualTo(new WorkAhead(1, 5, false));
        assertThat(line.ahead("a", queued(30, 3))).isEqualTo(new WorkAhead(2, 25_005, true));
        assertThat(line.ahead("d", queued(20, 5))).isEqualTo(new WorkAhead(1, GUESS, true));
    }

    @Test
    void whatLiesWithTheBrokerStandsBeforeAllOfItsLaneAndTheOperatorsFrontBeforeAllThatIsQueued() {
        LineSnapshot line = LineSnapshot.of(
                Map.of("a", List.of(entry(dispatched(4, 90, 9), 1), entry(pinned(50, 5), 1), entry(queued(10, 1), 1))),
                LaneCompetition.NONE,
                Set.of());
        assertThat(line.ahead("a", dispatched(4, 90, 9)).jobs()).isZero();
        assertThat(line.ahead("a", pinned(50, 5)).jobs()).isEqualTo(1);
        assertThat(line.ahead("a", queued(10, 1)).jobs()).isEqualTo(2);
    }

    @Test
    void aJobOfAnotherLaneThatGoesFirstSinceItsCheckpointIsLoadedMovesNobodyBack() {
        LaneCompetition all = LaneCompetition.among(List.of(idle("a", "b")));
        LineStanding mine = queued(10, 1);
        LineSnapshot before = LineSnapshot.of(
                Map.of("a", List.of(entry(mine, 1)), "b", List.of(entry(queued(20, 2), 1))), all, Set.of());
        LineSnapshot after = LineSnapshot.of(
                Map.of("a", List.of(entry(mine, 1)), "b", List.of(entry(dispatched(1, 20, 2), 1))), all, Set.of());

        assertThat(before.ahead("a", mine).jobs()).isZero();
        assertThat(after.ahead("a", mine).jobs()).isZero();
    }

    @Test
    void nobodyInALaneThatPausesStandsBeforeAnybody() {
        LineSnapshot line = LineSnapshot.of(
                Map.of("a", List.of(entry(queued(10, 1), 1)), "b", List.of(entry(queued(20, 2), 1))),
                LaneCompetition.among(List.of(idle("a", "b"))),
                Set.of("a"));
        assertThat(line.ahead("b", queued(20, 2)).jobs()).isZero();
    }

    @Property(tries = 300)
    void ranksAreThoseOfCountingOneByOne(@ForAll Random random) {
        Map<String, List<WaitingEntry>> jobs = someJobs(random);
        Set<String> paused = random.nextInt(3) == 0 ? Set.of(LANES.get(random.nextInt(LANES.size()))) : Set.of();
        LaneCompetition slots = LaneCompetition.among(SLOTS.subList(0, random.nextInt(SLOTS.size() + 1)));
        LineSnapshot line = LineSnapshot.of(jobs, slots, paused);
        jobs.forEach((lane, own) -> {
            Set<Integer> seen = new HashSet<>();
            for (WaitingEntry job : own) {
                WorkAhead ahead = line.ahead(lane, job.standing());
                assertThat(ahead).isEqualTo(counted(jobs, slots, paused, lane, job.standing()));
                assertThat(paused.contains(lane) || seen.add(ahead.jobs()))
                        .as("unique within a lane")
                        .isTrue();
                assertThat(line.peopleAhead(lane, job.standing()).orElse(-1))
                        .isEqualTo(people(jobs, slots, paused, lane, job.standing()));
            }
        });
    }

    /** Whichever waiting job is dispatched next, nobody else stands further back by it, but in its own lane. */
    @Property(tries = 300)
    void noPositionRisesWhenAJobOfAnotherLaneIsDispatchedOrWhenTheJobItselfIs(@ForAll Random random) {
        Map<String, List<WaitingEntry>> jobs = someJobs(random);
        // Nothing was dispatched out of turn within its lane.
        jobs.values().forEach(waiting -> waiting.removeIf(job -> job.standing().isDispatched()));
        LaneCompetition slots = LaneCompetition.among(SLOTS);
        LineSnapshot before = LineSnapshot.of(jobs, slots, Set.of());
        String lane = LANES.get(random.nextInt(LANES.size()));
        List<WaitingEntry> queued = jobs.getOrDefault(lane, List.of()).stream()
                .filter(job -> !job.standing().isDispatched())
                .toList();
        if (queued.isEmpty()) {
            return;
        }
        WaitingEntry picked = queued.get(random.nextInt(queued.size()));
        LineStanding then = new LineStanding(picked.standing().order(), 1_000L);
        Map<String, List<WaitingEntry>> changed = new HashMap<>(jobs);
        List<WaitingEntry> own = new ArrayList<>(jobs.getOrDefault(lane, List.of()));
        own.remove(picked);
        own.add(new WaitingEntry(then, picked.estimate(), picked.owner()));
        changed.put(lane, own);
        LineSnapshot after = LineSnapshot.of(changed, slots, Set.of());

        assertThat(after.ahead(lane, then).jobs())
                .isLessThanOrEqualTo(before.ahead(lane, picked.standing()).jobs());
        jobs.forEach((other, waiting) -> {
            if (!other.equals(lane)) {
                waiting.forEach(job -> assertThat(
                                after.ahead(other, job.standing()).jobs())
                        .isLessThanOrEqualTo(before.ahead(other, job.standing()).jobs()));
            }
        });
    }

    static Map<String, List<WaitingEntry>> someJobs(Random random) {
        Map<String, List<WaitingEntry>> jobs = new HashMap<>();
        long number = 0;
        for (long ticket = 1; ticket <= 40; ticket++) {
            TurnOrder order = new TurnOrder(random.nextInt(6) == 0, random.nextInt(12), ticket);
            LineStanding standing =
                    random.nextInt(5) == 0 ? new LineStanding(order, ++number) : LineStanding.queued(order);
            jobs.computeIfAbsent(LANES.get(random.nextInt(LANES.size())), lane -> new ArrayList<>())
                    .add(new WaitingEntry(
                            standing,
                            random.nextInt(40) == 0 ? GUESS : random.nextInt(100),
                            new UUID(1, random.nextInt(6))));
        }
        LANES.forEach(lane -> jobs.computeIfAbsent(lane, name -> new ArrayList<>()));
        return jobs;
    }

    private static WorkAhead counted(
            Map<String, List<WaitingEntry>> jobs,
            LaneCompetition slots,
            Set<String> paused,
            String lane,
            LineStanding job) {
        WorkAhead ahead = WorkAhead.NONE;
        for (Map.Entry<String, List<WaitingEntry>> other : jobs.entrySet()) {
            for (WaitingEntry one : other.getValue()) {
                if (!paused.contains(other.getKey())
                        && slots.between(lane, other.getKey())
                        && before(one.standing(), job, lane, other.getKey(), jobs)) {
                    ahead = ahead.plus(new WorkAhead(1, one.estimate(), one.estimate() == GUESS));
                }
            }
        }
        return ahead;
    }

    private static int people(
            Map<String, List<WaitingEntry>> jobs,
            LaneCompetition slots,
            Set<String> paused,
            String lane,
            LineStanding job) {
        Set<UUID> owners = new HashSet<>();
        jobs.forEach((other, waiting) -> waiting.stream()
                .filter(one -> !paused.contains(other)
                        && slots.between(lane, other)
                        && before(one.standing(), job, lane, other, jobs))
                .forEach(one -> owners.add(one.owner())));
        return owners.size();
    }

    /** The rule again, in other words. */
    private static boolean before(
            LineStanding one, LineStanding job, String lane, String other, Map<String, List<WaitingEntry>> jobs) {
        if (!one.isDispatched()) {
            return !job.isDispatched() && one.order().compareTo(job.order()) < 0;
        }
        if (job.isDispatched() && number(one) >= number(job)) {
            return false;
        }
        return lane.equals(other)
                || one.order().compareTo(job.order()) < 0
                || jobs.getOrDefault(lane, List.of()).stream()
                        .map(WaitingEntry::standing)
                        .filter(LineStanding::isDispatched)
                        .filter(own -> !job.isDispatched() || number(own) < number(job))
                        .anyMatch(own -> one.order().compareTo(own.order()) < 0);
    }

    private static long number(LineStanding job) {
        return Objects.requireNonNull(job.dispatchNo());
    }
}
