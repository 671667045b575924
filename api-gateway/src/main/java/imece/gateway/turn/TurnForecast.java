package imece.gateway.turn;

import imece.contract.LaneName;
import imece.contract.SlotId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * When waiting jobs will be served, if nobody else comes: the policy run forward over the line as it stands. Pure.
 *
 * @param policy what decides
 * @param slotsOf how many live slots serve a lane
 * @param loads how long checkpoints load
 * @param runs how long a job runs on a slot
 */
public record TurnForecast(TurnPolicy policy, ToIntFunction<LaneName> slotsOf, LoadTimes loads, RunTimes runs) {

    /** So many jobs behind those that an answer is needed for may still go before them. */
    private static final int BEHIND = 300;

    /** How long a job is expected to keep a GPU. */
    @FunctionalInterface
    public interface RunTimes {

        /** In GPU-milliseconds, without loading. */
        long runMillis(WaitingJob job, TurnSlot slot);
    }

    /**
     * A live slot.
     *
     * @param slot it, with the checkpoint that it will have when it is free
     * @param freeIn how long its run is expected to go on, in milliseconds; 0 = it is free
     */
    public record SlotAhead(TurnSlot slot, long freeIn) {}

    /**
     * What is expected of one job, in milliseconds from now.
     *
     * @param begins when a GPU begins with it, loading included
     * @param ends when its picture is drawn
     */
    public record Expected(long begins, long ends) {}

    /**
     * Runs the policy forward until the first jobs of the line are served.
     *
     * @param wanted for how many of the first jobs an answer is needed, some hundreds at most; some behind them are looked at as
     *     well, since they may go before
     * @return by ticket; a job that no slot takes is not among them
     */
    public Map<Long, Expected> first(int wanted, WaitingLine line, Collection<SlotAhead> slots) {
        WaitingLine ahead = line.first(wanted + BEHIND);
        Set<Long> open = new HashSet<>();
        ahead.inOrder().forEachRemaining(job -> {
            if (open.size() < wanted) {
                open.add(job.order().ticket());
            }
        });
        Map<Long, Expected> expected = new HashMap<>();
        PriorityQueue<SlotAhead> byTime = new PriorityQueue<>(TurnForecast::sooner);
        byTime.addAll(slots);
        List<SlotAhead> idle = new ArrayList<>();
        long lastUsed =
                slots.stream().mapToLong(each -> each.slot().lastUsed()).max().orElse(0);
        while (!open.isEmpty() && !byTime.isEmpty()) {
            long now = byTime.element().freeIn();
            while (!byTime.isEmpty() && byTime.element().freeIn() <= now) {
                idle.add(byTime.remove());
            }
            // Slots that found nothing stay out: the line only gets shorter, so they will find nothing later either.
            while (!idle.isEmpty()) {
                Optional<TurnPick> pick =
                        policy.next(ahead, idle.stream().map(SlotAhead::slot).toList(), slotsOf, loads);
                if (pick.isEmpty()) {
                    break;
                }
                ahead.take(pick.get());
                // A slot that draws several jobs at once stands there once for each: only one of them is taken.
                SlotId taken = pick.get().slot().id();
                idle.remove(idle.stream()
                        .filter(each -> each.slot().id().equals(taken))
                        .findFirst()
                        .orElseThrow());
                byTime.add(served(pick.get(), now, ++lastUsed, expected));
                open.remove(pick.get().job().order().ticket());
            }
            idle.clear();
        }
        return expected;
    }

    private SlotAhead served(TurnPick pick, long now, long lastUsed, Map<Long, Expected> expected) {
        WaitingJob job = pick.job();
        TurnSlot slot = pick.slot();
        long load = slot.warmFor(job.lane()) ? 0 : loads.loadMillis(job.lane().checkpoint(), slot.gpuName());
        long end = now + load + Math.max(1, runs.runMillis(job, slot));
        expected.put(job.order().ticket(), new Expected(now, end));
        return new SlotAhead(slot.given(job.lane(), lastUsed), end);
    }

    /**
     * A rough figure for a job that stands too far behind: the work before it, as far as it is done by slots that could serve the
     * job, shared among these. Empty if no slot serves it.
     */
    public Optional<Expected> roughly(WaitingJob job, WaitingLine line, Collection<SlotAhead> slots) {
        return roughly(job, line.aheadByLane(job.order()), slots);
    }

    /** The same, with what stands before the job in each lane. */
    public Optional<Expected> roughly(WaitingJob job, Map<LaneName, WorkAhead> ahead, Collection<SlotAhead> slots) {
        List<SlotAhead> own = slots.stream()
                .filter(each -> each.slot().serves().test(job.lane()))
                .toList();
        if (own.isEmpty()) {
            return Optional.empty();
        }
        double work = own.stream().mapToLong(SlotAhead::freeIn).sum();
        for (Map.Entry<LaneName, WorkAhead> lane : ahead.entrySet()) {
            long shared = own.stream()
                    .filter(each -> each.slot().serves().test(lane.getKey()))
                    .count();
            int all = slotsOf.applyAsInt(lane.getKey());
            work += all == 0 ? 0 : (double) lane.getValue().gpuMillis() * shared / all;
        }
        long begins = Math.round(work / own.size());
        long run = Math.round(own.stream().collect(Collectors.averagingLong(each -> runs.runMillis(job, each.slot()))));
        return Optional.of(new Expected(begins, begins + run));
    }

    private static int sooner(SlotAhead one, SlotAhead other) {
        int byTime = Long.compare(one.freeIn(), other.freeIn());
        return byTime != 0
                ? byTime
                : Long.compare(one.slot().lastUsed(), other.slot().lastUsed());
    }
}
