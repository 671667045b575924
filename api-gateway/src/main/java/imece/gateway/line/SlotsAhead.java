package imece.gateway.line;

import imece.contract.LaneName;
import imece.contract.LiveEvent.Phase;
import imece.contract.SlotId;
import imece.gateway.line.SlotWorkRows.SlotWork;
import imece.gateway.turn.LoadTimes;
import imece.gateway.turn.LoadedCheckpoint;
import imece.gateway.turn.SizeClass;
import imece.gateway.turn.TurnForecast.Expected;
import imece.gateway.turn.TurnForecast.SlotAhead;
import imece.gateway.turn.TurnSlot;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When each seat of each live slot will be free and what it will have loaded by then, and so when dispatched jobs will be
 * drawn. Pure.
 *
 * @param seats one for each job that a slot draws at once
 * @param dispatched what is expected of jobs that were dispatched for a slot, by ticket
 */
record SlotsAhead(List<SlotAhead> seats, Map<Long, Expected> dispatched) {

    SlotsAhead {
        seats = List.copyOf(seats);
        dispatched = Map.copyOf(dispatched);
    }

    /** How long pictures and loads take. */
    interface WorkTimes extends LoadTimes {

        /** So long a GPU of this name is kept by a picture, without loading, in GPU-milliseconds. */
        long runMillis(String checkpoint, SizeClass size, String gpuName);
    }

    /**
     * As slots and rows stand.
     *
     * @param present what runs and what was dispatched, by its number
     * @param completed the lane of what each slot completed last
     */
    static SlotsAhead of(
            Collection<ServingSlot> live, List<SlotWork> present, Map<SlotId, LaneName> completed, WorkTimes times) {
        List<SlotAhead> seats = new ArrayList<>();
        Map<Long, Expected> dispatched = new HashMap<>();
        for (ServingSlot slot : live) {
            SlotId id = new SlotId(slot.worker(), slot.report().gpu().uuid());
            List<SlotWork> own = present.stream()
                    .filter(work -> id.equals(work.slot()))
                    .sorted(Comparator.comparingLong(SlotWork::dispatchNo))
                    .toList();
            seats.addAll(seats(slot, id, own, completed.get(id), times, dispatched));
        }
        return new SlotsAhead(seats, dispatched);
    }

    private static List<SlotAhead> seats(
            ServingSlot slot,
            SlotId id,
            List<SlotWork> own,
            @Nullable LaneName completed,
            WorkTimes times,
            Map<Long, Expected> dispatched) {
        String gpuName = slot.report().gpu().name();
        LaneName inHand = last(own, true);
        long[] freeIn = new long[slot.report().seats()];
        String loaded = checkpoint(slot, null, inHand, completed);
        long lastUsed = own.stream().mapToLong(SlotWork::dispatchNo).max().orElse(0);
        for (SlotWork work : own) {
            int seat = soonest(freeIn);
            if (work.phase() != null) {
                freeIn[seat] += left(work, gpuName, times);
                continue;
            }
            long begins = freeIn[seat];
            TurnSlot before = new TurnSlot(id, gpuName, slot::serves, loaded, lastUsed);
            freeIn[seat] += (before.warmFor(work.lane()) ? 0 : load(work, gpuName, times)) + run(work, gpuName, times);
            dispatched.put(work.ticket(), new Expected(begins, freeIn[seat]));
            loaded = before.given(work.lane(), lastUsed).checkpoint();
        }
        TurnSlot then = new TurnSlot(
                id, gpuName, slot::serves, checkpoint(slot, last(own, false), inHand, completed), lastUsed);
        List<SlotAhead> seats = new ArrayList<>();
        for (long free : freeIn) {
            seats.add(new SlotAhead(then, free));
        }
        return seats;
    }

    private static @Nullable String checkpoint(
            ServingSlot slot, @Nullable LaneName dispatched, @Nullable LaneName inHand, @Nullable LaneName completed) {
        return new LoadedCheckpoint(dispatched, inHand, slot.report().checkpoint(), slot.checkpoints(), completed)
                .name();
    }

    private static @Nullable LaneName last(List<SlotWork> own, boolean running) {
        return own.stream()
                .filter(work -> (work.phase() != null) == running)
                .map(SlotWork::lane)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** What is left of a run, by its progress where it draws already. */
    private static long left(SlotWork work, String gpuName, WorkTimes times) {
        String phase = Objects.requireNonNullElse(work.phase(), Phase.WAITING_FOR_GPU.word());
        long run = run(work, gpuName, times);
        if (phase.equals(Phase.DECODING.word()) || phase.equals(Phase.UPLOADING.word())) {
            return 0;
        }
        if (phase.equals(Phase.DENOISING.word())) {
            return run * (100 - work.progress()) / 100;
        }
        boolean loads = phase.equals(Phase.LOADING_CHECKPOINT.word());
        return run + (loads ? Math.max(0, load(work, gpuName, times) - work.ranFor()) : 0);
    }

    private static long run(SlotWork work, String gpuName, WorkTimes times) {
        return Math.max(1, times.runMillis(work.lane().checkpoint(), SizeClass.ofWork(work.work()), gpuName));
    }

    private static long load(SlotWork work, String gpuName, WorkTimes times) {
        return times.loadMillis(work.lane().checkpoint(), gpuName);
    }

    private static int soonest(long[] freeIn) {
        int soonest = 0;
        for (int i = 1; i < freeIn.length; i++) {
            soonest = freeIn[i] < freeIn[soonest] ? i : soonest;
        }
        return soonest;
    }
}
