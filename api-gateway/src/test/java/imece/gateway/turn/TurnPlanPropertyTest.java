package imece.gateway.turn;

import static imece.gateway.turn.TurnSamples.LOADS;
import static imece.gateway.turn.TurnSamples.lane;
import static org.assertj.core.api.Assertions.assertThat;

import imece.contract.LaneName;
import imece.contract.SlotId;
import imece.gateway.turn.TurnPlan.DispatchJob;
import imece.gateway.turn.TurnPlan.HandedJob;
import imece.gateway.turn.TurnPlan.PlanStep;
import imece.gateway.turn.TurnPlan.PlannedFarm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Whatever a farm looks like, and however often it is planned for while slots come, go, take jobs and finish them. */
class TurnPlanPropertyTest {

    private static final List<LaneName> LANES =
            List.of(lane("A"), new LaneName(false, true, "A"), lane("B"), lane("C"), lane("default"));

    /** A slot as it really is. */
    private static final class RealSlot {
        private final TurnSlot slot;
        private final int seats;
        private @Nullable LaneName lane;
        private @Nullable String checkpoint;
        private int running;

        RealSlot(TurnSlot slot, int seats) {
            this.slot = slot;
            this.seats = seats;
        }

        PlannedSlot planned() {
            TurnSlot now = new TurnSlot(slot.id(), slot.gpuName(), slot.serves(), checkpoint, slot.lastUsed());
            return new PlannedSlot(now, seats, seats - running, lane);
        }
    }

    private final Map<SlotId, RealSlot> slots = new HashMap<>();
    private final List<HandedJob> handed = new ArrayList<>();
    private final Map<Long, WaitingJob> waiting = new TreeMap<>();
    private int mostSeats = 3;

    @Property(tries = 300)
    void noLaneHasMoreJobsAtTheBrokerThanSeatsThatWillTakeThem(@ForAll long seed) {
        slots.clear();
        handed.clear();
        waiting.clear();
        mostSeats = 3;
        Random chance = new Random(seed);
        for (int i = 0; i < 4; i++) {
            join(chance, i);
        }
        for (long ticket = 1; ticket < 150; ticket++) {
            happens(chance, ticket);
            if (chance.nextBoolean()) {
                Map<LaneName, Integer> lostBefore = unseated();
                TurnPlan plan = TurnPlan.of(farm(), TurnPolicy.STANDARD, LOADS, 1 + chance.nextInt(6));
                carryOut(plan);
                unseated()
                        .forEach((lane, lost) -> assertThat(lost)
                                .as("jobs in %s that no seat will take", lane)
                                .isLessThanOrEqualTo(lostBefore.getOrDefault(lane, 0)));
            }
        }
    }

    @Property(tries = 100)
    void noSlotIsIdleWhileAJobWaitsThatItMayTake(@ForAll long seed) {
        mostSeats = 1;
        slots.clear();
        handed.clear();
        waiting.clear();
        Random chance = new Random(seed);
        for (int i = 0; i < 3; i++) {
            RealSlot slot = new RealSlot(real(chance, i), 1);
            slots.put(slot.slot.id(), slot);
        }
        for (long ticket = 1; ticket < 60; ticket++) {
            happens(chance, ticket);
        }
        carryOut(TurnPlan.of(farm(), TurnPolicy.STANDARD, LOADS, 100));
        Set<SlotId> taken = new HashSet<>();
        SeatTable.of(slots.values().stream().map(RealSlot::planned).toList(), handed)
                .idle()
                .forEach(idle -> {
                    taken.add(idle.id());
                    assertThat(waiting.values()).noneMatch(job -> idle.serves().test(job.lane()));
                });
        assertThat(taken).hasSizeLessThanOrEqualTo(slots.size());
    }

    private void happens(Random chance, long ticket) {
        switch (chance.nextInt(8)) {
            case 0 -> slots.keySet().removeIf(slot -> chance.nextInt(6) == 0 && slots.size() > 1);
            case 1 -> join(chance, chance.nextInt(6));
            case 2, 3 -> slots.values().forEach(slot -> slot.running -= slot.running > 0 ? chance.nextInt(2) : 0);
            case 4, 5 -> slots.values().forEach(this::takes);
            default -> {
                WaitingJob job = new WaitingJob(
                        new TurnOrder(chance.nextInt(20) == 0, chance.nextInt(300_000), ticket),
                        LANES.get(chance.nextInt(LANES.size())),
                        TurnClass.INTERACTIVE,
                        ShareWeight.ONE,
                        1_000 + chance.nextInt(30_000));
                waiting.put(ticket, job);
            }
        }
    }

    private void join(Random chance, int number) {
        slots.putIfAbsent(
                new SlotId("worker-" + number, "gpu"),
                new RealSlot(real(chance, number), 1 + chance.nextInt(mostSeats)));
    }

    private static TurnSlot real(Random chance, int number) {
        Set<String> stock = new HashSet<>(List.of("default"));
        List.of("A", "B", "C").forEach(each -> {
            if (chance.nextInt(3) > 0) {
                stock.add(each);
            }
        });
        return new TurnSlot(
                new SlotId("worker-" + number, "gpu"), "demo", lane -> stock.contains(lane.checkpoint()), null, number);
    }

    /** A slot takes what lies first in the lane where it listens, if it has a seat. */
    private void takes(RealSlot slot) {
        handed.stream()
                .filter(job -> job.job().lane().equals(slot.lane) && slot.running < slot.seats)
                .findFirst()
                .ifPresent(job -> {
                    String wanted = job.job().lane().checkpoint();
                    if (!wanted.equals("default")) {
                        assertThat(slot.running == 0 || wanted.equals(slot.checkpoint) || slot.checkpoint == null)
                                .as("a checkpoint is changed as a whole")
                                .isTrue();
                        slot.checkpoint = wanted;
                    }
                    handed.remove(job);
                    slot.running++;
                });
    }

    private PlannedFarm farm() {
        WaitingLine line = new WaitingLine();
        waiting.values().forEach(line::add);
        return new PlannedFarm(
                slots.values().stream().map(RealSlot::planned).toList(),
                List.copyOf(handed),
                line,
                new LaneClocks(),
                Map.of(),
                1_000);
    }

    private void carryOut(TurnPlan plan) {
        for (PlanStep step : plan.steps()) {
            RealSlot slot = Objects.requireNonNull(slots.get(step.slot()));
            assertThat(slot.slot.serves().test(step.lane())).isTrue();
            slot.lane = step.lane();
            if (step instanceof DispatchJob job) {
                assertThat(waiting.remove(job.job().order().ticket())).isEqualTo(job.job());
                handed.add(new HandedJob(job.job(), step.slot()));
            }
        }
    }

    private Map<LaneName, Integer> unseated() {
        Map<LaneName, Integer> lost = new HashMap<>();
        SeatTable.of(slots.values().stream().map(RealSlot::planned).toList(), handed)
                .unseated()
                .forEach(job -> lost.merge(job.job().lane(), 1, Integer::sum));
        return lost;
    }
}
