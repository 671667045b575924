package imece.gateway.dispatch;

import imece.contract.LaneName;
import imece.contract.LiveEvent.SlotState;
import imece.contract.RunKey;
import imece.contract.SlotId;
import imece.contract.Topology;
import imece.gateway.dispatch.PlacedJob.StartedRun;
import imece.gateway.turn.PlannedSlot;
import imece.gateway.turn.TurnPlan.HandedJob;
import imece.gateway.turn.TurnSlot;
import imece.gateway.workers.WorkerRegistry.LiveSlot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The live slots with what they have in hand, from what is heard and what rows say: of one job, the row and the heartbeat may each
 * know more than the other.
 */
final class FarmSlots {

    private final Map<SlotId, LiveSlot> live;
    private final Map<UUID, LiveSlot> byInstance = new HashMap<>();
    private final Map<SlotId, Integer> occupied = new HashMap<>();
    private final Map<SlotId, String> inHand = new HashMap<>();
    private final Set<SlotId> alone = new HashSet<>();
    private final List<HandedJob> handed = new ArrayList<>();

    /** Whether a run on a GPU of this name is about to leave its seat. */
    @FunctionalInterface
    interface EndingRuns {
        boolean contains(PlacedJob job, StartedRun run, String gpuName);
    }

    FarmSlots(Map<SlotId, LiveSlot> live, Collection<PlacedJob> placed, EndingRuns ending) {
        this.live = live;
        live.values().forEach(slot -> byInstance.putIfAbsent(slot.instance(), slot));
        Map<UUID, LiveSlot> holders = holders();
        for (PlacedJob job : placed) {
            StartedRun run = job.run();
            LiveSlot holder = holders.get(job.id());
            if (run != null) {
                runs(job, run, ending);
            } else if (holder != null && epochInHand(holder, job)) {
                taken(job, attributed(holder, job), true);
            } else {
                handed.add(job.handed());
            }
        }
    }

    /** Jobs that lie with the broker and that nobody has taken, in the order in which they were dispatched. */
    List<HandedJob> handed() {
        return List.copyOf(handed);
    }

    /** The checkpoints of jobs that slots have in hand. */
    Map<SlotId, String> checkpointsInHand() {
        return Map.copyOf(inHand);
    }

    /**
     * The slots for a plan.
     *
     * @param lanes where each is to take its jobs
     * @param lastCheckpoints what each loaded last, as far as that is known
     * @param lastUsed orders slots by when they last got a job; 0 = long ago
     */
    List<PlannedSlot> planned(
            Function<LiveSlot, LaneName> lanes, Map<SlotId, String> lastCheckpoints, Function<SlotId, Long> lastUsed) {
        return live.values().stream()
                .map(slot -> {
                    int seats = slot.serving().report().seats();
                    int free = besideOneThatIsAlone(slot.id())
                            ? 0
                            : Math.max(0, seats - occupied.getOrDefault(slot.id(), 0));
                    TurnSlot turns = new TurnSlot(
                            slot.id(),
                            gpuName(slot),
                            slot.serving()::serves,
                            checkpoint(slot, lastCheckpoints.get(slot.id())),
                            lastUsed.apply(slot.id()));
                    return new PlannedSlot(turns, seats, free, lanes.apply(slot));
                })
                .toList();
    }

    private void runs(PlacedJob job, StartedRun run, EndingRuns ending) {
        LiveSlot slot = live.get(run.slot());
        if (slot != null && slot.instance().equals(run.instance())) {
            taken(job, slot, !ending.contains(job, run, gpuName(slot)));
        }
    }

    private void taken(PlacedJob job, LiveSlot slot, boolean occupies) {
        if (occupies) {
            occupied.merge(slot.id(), 1, Integer::sum);
        }
        if (job.job().runAlone()) {
            alone.add(slot.id());
        }
        String checkpoint = job.job().lane().checkpoint();
        if (!checkpoint.equals(Topology.DEFAULT_LANE)) {
            inHand.put(slot.id(), checkpoint);
        }
    }

    /** A slot of the process that has this job in hand. */
    private Map<UUID, LiveSlot> holders() {
        Map<UUID, LiveSlot> holders = new HashMap<>();
        byInstance.values().forEach(slot -> slot.inHand().forEach(run -> holders.put(run.jobId(), slot)));
        return holders;
    }

    private static boolean epochInHand(LiveSlot holder, PlacedJob job) {
        return holder.inHand().stream().anyMatch(run -> run.jobId().equals(job.id()) && run.epoch() == job.epoch());
    }

    /** Which slot of the process has it: the one that says so, else one that says to be busy, else any. */
    private LiveSlot attributed(LiveSlot holder, PlacedJob job) {
        List<LiveSlot> process = live.values().stream()
                .filter(slot -> slot.instance().equals(holder.instance()))
                .toList();
        return first(process, slot -> names(slot.serving().report().run(), job))
                .or(() -> first(
                        process,
                        slot -> slot.serving().report().state() != SlotState.IDLE
                                && occupied.getOrDefault(slot.id(), 0)
                                        < slot.serving().report().seats()))
                .orElse(holder);
    }

    private static Optional<LiveSlot> first(List<LiveSlot> slots, java.util.function.Predicate<LiveSlot> which) {
        return slots.stream().filter(which).findFirst();
    }

    private static boolean names(@Nullable RunKey run, PlacedJob job) {
        return run != null && run.jobId().equals(job.id()) && run.epoch() == job.epoch();
    }

    private boolean besideOneThatIsAlone(SlotId slot) {
        return alone.stream().anyMatch(each -> each.worker().equals(slot.worker()) && !each.equals(slot));
    }

    private static String gpuName(LiveSlot slot) {
        return slot.serving().report().gpu().name();
    }

    /** What it has in hand, else what its engine tells, else the only one that it has, else what it loaded last. */
    private @Nullable String checkpoint(LiveSlot slot, @Nullable String last) {
        String taken = inHand.get(slot.id());
        String told = slot.serving().report().checkpoint();
        Set<String> stock = slot.serving().checkpoints();
        if (taken != null) {
            return taken;
        }
        if (told != null) {
            return LaneName.ofCheckpoint(told);
        }
        return stock.size() == 1 ? Objects.requireNonNull(stock.iterator().next()) : last;
    }
}
