package imece.worker.slot;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.LaneAssignment;
import imece.contract.SlotAddress;
import imece.contract.WorkerOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What gateways have said about where one slot takes its jobs: the lane that it is assigned to, and the lanes that slots are
 * called to by gateways that assign none. For several threads.
 */
final class LaneOrders {

    /** A call is obeyed only by a slot that nobody has assigned for so long. */
    static final Duration ASSIGNED_FOR = Duration.ofSeconds(10);

    /** Calls are repeated every second; what is older than this no longer holds. */
    static final Duration CALLED_FOR = Duration.ofSeconds(5);

    private record HeardCall(List<String> lanes, Moment at) {}

    private static final Logger log = LoggerFactory.getLogger(LaneOrders.class);

    private final SlotAddress slot;
    private final MonotonicClock clock;
    private final Predicate<String> serves;
    private @Nullable LaneAssignment assigned;
    private @Nullable LaneAssignment passedOver;
    private @Nullable Moment assignedAt;
    private @Nullable HeardCall call;

    /** Nothing is said yet. */
    LaneOrders(SlotAddress slot, MonotonicClock clock, Predicate<String> serves) {
        this.slot = slot;
        this.clock = clock;
        this.serves = serves;
    }

    /** What becomes of an assignment. */
    enum Hearing {
        /** The slot follows it. */
        TAKEN,
        /** It was known, or something later is. */
        KNOWN,
        /** The slot does not serve its lane. */
        UNSERVED,
        /** It does not serve its lane, which has been told before. */
        UNSERVED_AGAIN
    }

    /** Whether this assignment is for the process that the slot belongs to. */
    boolean meansProcess(WorkerOrder.Assign order) {
        return slot.worker().equals(order.worker()) && slot.instance().equals(order.instance());
    }

    /** Whether it is for the slot. */
    boolean meansSlot(WorkerOrder.Assign order) {
        return meansProcess(order) && slot.gpu().equals(order.gpu());
    }

    /** Heeds an order of any kind; true if the slot follows another assignment since then. */
    boolean obey(WorkerOrder order) {
        Optional<LaneAssignment> before = followed();
        if (order instanceof WorkerOrder.Assign assign && meansSlot(assign)) {
            tell(assign(new LaneAssignment(assign.lane(), assign.term(), assign.no())), assign.lane());
        }
        if (order instanceof WorkerOrder.Call heard) {
            call(heard.lanes());
        }
        return !before.equals(followed());
    }

    private void tell(Hearing hearing, String lane) {
        switch (hearing) {
            case TAKEN -> log.debug("Slot {} takes its jobs from lane {}.", slot.gpu(), lane);
            case UNSERVED ->
                log.warn(
                        "Slot {} is assigned to lane {}, which its engine cannot serve as it is; it stays where it was.",
                        slot.gpu(),
                        lane);
            case KNOWN, UNSERVED_AGAIN -> {}
        }
    }

    /** The slot is assigned to a lane; of several the latest that it serves counts. */
    synchronized Hearing assign(LaneAssignment next) {
        assignedAt = clock.now();
        if (!serves.test(next.lane())) {
            boolean again = next.equals(passedOver);
            passedOver = next;
            return again ? Hearing.UNSERVED_AGAIN : Hearing.UNSERVED;
        }
        LaneAssignment before = assigned;
        if (before != null && !next.after(before)) {
            return Hearing.KNOWN;
        }
        assigned = next;
        return Hearing.TAKEN;
    }

    /** Slots are called to these lanes, the one that waits longest first. */
    synchronized void call(List<String> lanes) {
        call = new HeardCall(List.copyOf(lanes), clock.now());
    }

    /**
     * The assignment that the slot follows. None while it does not serve that lane any more, or while it hears only gateways that
     * call and do not assign.
     */
    synchronized Optional<LaneAssignment> followed() {
        return Optional.ofNullable(assigned).filter(order -> !onlyCalled()).filter(order -> serves.test(order.lane()));
    }

    /** The lanes that it is called to and is to obey; empty if nobody has said so lately, or somebody has assigned it. */
    synchronized List<String> called() {
        HeardCall last = call;
        return last == null || !onlyCalled() ? List.of() : last.lanes();
    }

    private boolean onlyCalled() {
        HeardCall last = call;
        return last != null && younger(last.at(), CALLED_FOR) && !younger(assignedAt, ASSIGNED_FOR);
    }

    private boolean younger(@Nullable Moment moment, Duration than) {
        return moment != null && moment.until(clock.now()).compareTo(than) < 0;
    }
}
