package imece.gateway.turn;

import imece.contract.LaneName;
import imece.contract.SlotId;
import imece.gateway.turn.TurnPlan.AssignLane;
import imece.gateway.turn.TurnPlan.DispatchJob;
import imece.gateway.turn.TurnPlan.HandedJob;
import imece.gateway.turn.TurnPlan.PlanStep;
import imece.gateway.turn.TurnPlan.PlannedFarm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The making of one {@link TurnPlan}. */
final class TurnPlanning {

    private final PlannedFarm farm;
    private final TurnPolicy policy;
    private final LoadTimes loads;
    private final WaitingLine line;
    private final SeatTable seats;
    private final Map<LaneName, Integer> slotsOf = new HashMap<>();
    private final List<PlanStep> steps = new ArrayList<>();
    private final Map<LaneName, Long> clocks = new HashMap<>();
    private final List<TurnPass> passes = new ArrayList<>();

    /** Slots that finish what they have before they load something else, for whose turn it is now. */
    private final Set<SlotId> held = new HashSet<>();

    private long lastUsed;

    TurnPlanning(PlannedFarm farm, TurnPolicy policy, LoadTimes loads) {
        this.farm = farm;
        this.policy = policy;
        this.loads = loads;
        this.line = farm.line();
        this.seats = SeatTable.of(farm.slots(), farm.handed());
        // One that was taken back meanwhile may have been read in the line as well.
        seats.unseated().stream()
                .map(HandedJob::job)
                .filter(job -> line.job(job.order().ticket()).isEmpty())
                .forEach(line::add);
        this.lastUsed = farm.slots().stream()
                .mapToLong(each -> each.slot().lastUsed())
                .max()
                .orElse(0);
        line.lanes().forEach(this::startClock);
    }

    /** A lane that nobody has dispatched from yet gets its clock. */
    private void startClock(LaneName lane) {
        if (!farm.clocks().all().containsKey(lane)) {
            clocks.put(lane, farm.clocks().of(lane, line.leastClock()));
        }
    }

    /** With no job in the line, jobs at the broker get their slots all the same. */
    TurnPlan plan(int most) {
        int dispatched = 0;
        while (dispatched < Math.max(1, most)) {
            List<TurnSlot> idle = seats.idle().stream()
                    .filter(each -> !held.contains(each.id()))
                    .toList();
            Optional<TurnPick> next = idle.isEmpty() ? Optional.empty() : policy.next(line, idle, this::slots, loads);
            if (next.isEmpty()) {
                break;
            }
            TurnPick pick = withinReading(next.get());
            if (seats.mayTake(pick.slot().id(), pick.job().lane())) {
                dispatched += take(pick) ? 1 : 0;
            } else {
                held.add(pick.slot().id());
            }
        }
        return new TurnPlan(steps, clocks, passes);
    }

    /** Where a lane was not read to its end, somebody may stand before this job whom nobody asked. */
    private TurnPick withinReading(TurnPick pick) {
        return switch (pick) {
            case TurnPick.InTurn inTurn -> inTurn;
            case TurnPick.BeforeTurn before -> {
                boolean known = farm.readTo().entrySet().stream()
                        .filter(cut -> before.slot().serves().test(cut.getKey()))
                        .noneMatch(cut -> cut.getValue().compareTo(before.job().order()) < 0);
                yield known ? before : new TurnPick.InTurn(before.head(), before.slot());
            }
        };
    }

    /** Returns whether the job is dispatched, and not only given a slot. */
    private boolean take(TurnPick pick) {
        SlotId slot = pick.slot().id();
        WaitingJob job = pick.job();
        held.clear();
        // What lies in the lane already is what the slot will get there first.
        Optional<HandedJob> first = seats.seatFirst(job.lane(), slot, ++lastUsed);
        if (first.isPresent()) {
            line.remove(first.get().job().order().ticket());
            steps.add(new AssignLane(slot, job.lane()));
            return false;
        }
        seats.give(new HandedJob(job, slot), slot, lastUsed);
        clocks.putAll(farm.clocks().follow(pick));
        switch (pick) {
            case TurnPick.InTurn inTurn -> {}
            case TurnPick.BeforeTurn before -> passes.add(pass(before));
        }
        line.take(pick);
        steps.add(new DispatchJob(slot, job));
        return true;
    }

    private TurnPass pass(TurnPick.BeforeTurn pick) {
        Set<LaneName> lanes = line.lanes().stream()
                .filter(lane -> pick.slot().serves().test(lane))
                .collect(Collectors.toSet());
        return new TurnPass(
                lanes, pick.job().order(), farm.lastTicket(), pick.job().estimate());
    }

    private int slots(LaneName lane) {
        return slotsOf.computeIfAbsent(
                lane,
                name -> Math.toIntExact(farm.slots().stream()
                        .filter(each -> each.slot().serves().test(name))
                        .count()));
    }
}
