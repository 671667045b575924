package imece.gateway.turn;

import imece.contract.LaneName;
import imece.contract.SlotId;
import imece.gateway.turn.TurnPlan.HandedJob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The seats of all slots while a plan is made: which of them a job at the broker will take, and which are idle. */
final class SeatTable {

    private final Map<SlotId, SlotSeats> slots = new LinkedHashMap<>();
    private final Map<LaneName, List<HandedJob>> unseated = new HashMap<>();

    /** A slot's seats. */
    private static final class SlotSeats {
        private final PlannedSlot before;
        private TurnSlot slot;
        private @Nullable LaneName lane;
        private int idle;
        /** Jobs at the broker that it will take; all of them are of its lane. */
        private int expected;

        SlotSeats(PlannedSlot before) {
            this.before = before;
            this.slot = before.slot();
            this.lane = before.lane();
            this.idle = before.free();
        }

        /** Whether nothing runs or is expected there, so that it may load something else. */
        boolean whole() {
            return expected == 0 && idle == before.seats();
        }

        boolean mayTake(LaneName next) {
            return idle > 0 && (expected == 0 || next.equals(lane)) && (slot.warmFor(next) || whole());
        }

        void expect(HandedJob job, long now) {
            LaneName next = job.job().lane();
            idle--;
            expected++;
            lane = next;
            slot = slot.given(next, now);
        }
    }

    /** The slots, and the jobs at the broker in the order in which they were dispatched. */
    static SeatTable of(Collection<PlannedSlot> all, List<HandedJob> handed) {
        SeatTable table = new SeatTable();
        all.forEach(each -> table.slots.put(each.slot().id(), new SlotSeats(each)));
        handed.forEach(table::seat);
        return table;
    }

    private void seat(HandedJob job) {
        Optional<SlotSeats> seat = slots.values().stream()
                .filter(each -> each.idle > 0 && job.job().lane().equals(each.lane))
                .min(Comparator.comparing(
                                (SlotSeats each) -> !each.before.slot().id().equals(job.slot()))
                        .thenComparing(
                                each -> each.before.slot().id().equals(job.job().avoid())));
        if (seat.isPresent()) {
            seat.get().expect(job, seat.get().slot.lastUsed());
            keptAlone(job.job(), seat.get().before.slot().id());
        } else {
            unseated.computeIfAbsent(job.job().lane(), lane -> new ArrayList<>())
                    .add(job);
        }
    }

    /** Jobs at the broker that no slot will take as things are. */
    List<HandedJob> unseated() {
        return unseated.values().stream().flatMap(List::stream).toList();
    }

    /** Whether a seat is idle. */
    boolean isOpen() {
        return slots.values().stream().anyMatch(each -> each.idle > 0);
    }

    /** The idle seats: a slot stands there once for each. */
    List<TurnSlot> idle() {
        List<TurnSlot> idle = new ArrayList<>();
        for (SlotSeats each : slots.values()) {
            for (int seat = 0; seat < each.idle; seat++) {
                idle.add(each.slot);
            }
        }
        return idle;
    }

    /** Whether the slot can go on with this lane at once, with what else it has in hand. */
    boolean mayTake(SlotId slot, LaneName lane) {
        return seats(slot).mayTake(lane);
    }

    /** The job that was dispatched first in a lane, if nobody is there to take it; it gets a seat of this slot. */
    Optional<HandedJob> seatFirst(LaneName lane, SlotId slot, long now) {
        List<HandedJob> waiting = unseated.getOrDefault(lane, List.of());
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        HandedJob first = waiting.removeFirst();
        give(first, slot, now);
        return Optional.of(first);
    }

    /** A job gets a seat of this slot. */
    void give(HandedJob job, SlotId slot, long now) {
        seats(slot).expect(job, now);
        keptAlone(job.job(), slot);
    }

    /** Beside a job that must be alone, nothing of its process takes anything. */
    private void keptAlone(WaitingJob job, SlotId where) {
        if (job.runAlone()) {
            slots.forEach((id, seats) -> {
                if (id.worker().equals(where.worker()) && !id.equals(where)) {
                    seats.idle = 0;
                }
            });
            seats(where).idle = 0;
        }
    }

    private SlotSeats seats(SlotId slot) {
        return Objects.requireNonNull(slots.get(slot));
    }
}
