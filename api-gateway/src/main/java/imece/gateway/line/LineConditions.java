package imece.gateway.line;

import imece.contract.LaneName;
import imece.contract.LiveEvent.SlotState;
import imece.contract.SlotId;
import imece.gateway.line.LinePositions.LinePosition;
import imece.gateway.line.WaitReason.LaneSlots;
import imece.gateway.line.WaitReason.WaitFacts;
import imece.gateway.turn.TurnRules;
import imece.gateway.turn.WorkAhead;
import imece.gateway.workers.WorkerRegistry.ServingSlot;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What besides the line itself tells why jobs wait, at one moment. Pure, but for what it remembers; not for several threads. */
final class LineConditions {

    private final List<ServingSlot> heard;
    private final Set<SlotId> loading;
    private final boolean brokerAway;
    private final Function<String, Optional<String>> pauses;
    private final Function<String, @Nullable Instant> unservedSince;
    private final Map<String, LaneSlots> slots = new HashMap<>();

    /**
     * As they are now.
     *
     * @param heard slots that were heard lately
     * @param loading those that load a checkpoint
     * @param pauses what an operator says to those of a lane that pauses
     * @param unservedSince since when no slot has served a lane; null if one does
     */
    LineConditions(
            List<ServingSlot> heard,
            Set<SlotId> loading,
            boolean brokerAway,
            Function<String, Optional<String>> pauses,
            Function<String, @Nullable Instant> unservedSince) {
        this.heard = List.copyOf(heard);
        this.loading = Set.copyOf(loading);
        this.brokerAway = brokerAway;
        this.pauses = pauses;
        this.unservedSince = unservedSince;
    }

    /**
     * A waiting job, as far as it tells why it waits.
     *
     * @param backsOff whether it must not run yet
     * @param until when that is over; null = not known
     * @param alone whether it must be drawn alone
     * @param letPast what went before its turn while it stood before that
     */
    record WaitingTraits(
            String lane, boolean backsOff, @Nullable Instant until, boolean alone, WorkAhead letPast) {}

    /**
     * What can be said of a job before which so much stands: no position where none would be true.
     *
     * @param placeless whether no slot is connected that could ever take it
     */
    LinePosition told(WaitingTraits job, WorkAhead ahead, OptionalInt people, boolean placeless) {
        String pause = pauses.apply(job.lane()).orElse(null);
        LaneSlots serving = slots.computeIfAbsent(job.lane(), this::slots);
        WaitFacts facts = new WaitFacts(
                brokerAway,
                pause,
                unservedSince.apply(job.lane()),
                serving,
                job.backsOff(),
                job.until(),
                job.alone(),
                ahead,
                people,
                job.letPast(),
                TurnRules.STANDARD.patience() * Math.max(1, serving.heard()));
        int position = placeless || pause != null ? 0 : ahead.jobs() + 1;
        return new LinePosition(position, null, WaitReason.of(facts).orElse(null), null);
    }

    private LaneSlots slots(String lane) {
        LaneName name = LaneName.parse(lane);
        int serving = 0;
        int held = 0;
        int loads = 0;
        int idle = 0;
        for (ServingSlot slot : heard) {
            SlotState state = slot.report().state();
            boolean waitsForGpu = state == SlotState.BLOCKED || state == SlotState.WAITING_FOR_GPU;
            if (!slot.serves(name) || !(state.live() || waitsForGpu)) {
                continue;
            }
            serving++;
            held += waitsForGpu ? 1 : 0;
            idle += state == SlotState.IDLE ? 1 : 0;
            loads += loading.contains(
                            new SlotId(slot.worker(), slot.report().gpu().uuid()))
                    ? 1
                    : 0;
        }
        return new LaneSlots(serving, held, loads, idle);
    }
}
