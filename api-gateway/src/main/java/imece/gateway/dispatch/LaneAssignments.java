package imece.gateway.dispatch;

import imece.clock.Moment;
import imece.clock.MonotonicClock;
import imece.contract.LaneAssignment;
import imece.contract.LaneName;
import imece.contract.SlotId;
import imece.contract.Topology;
import imece.contract.WorkerOrder;
import imece.gateway.broker.MessagePublisher;
import imece.gateway.workers.WorkerRegistry.LiveSlot;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Which slot takes its jobs from which lane, and the orders that say so. What an earlier dispatcher has said is learnt from what
 * slots tell, and from the rows of what it dispatched. For the dispatcher's thread only.
 */
@Component
class LaneAssignments {

    private static final int MOST_CALLED = 500;

    /** Half as long as a worker remembers that somebody assigns it. */
    private static final Duration HOLDS = Duration.ofSeconds(5);

    private final Consumer<WorkerOrder> orders;
    private final MonotonicClock clock;
    private final Map<SlotId, OrderedLane> ordered = new HashMap<>();
    private final Map<SlotId, LaneName> learnt = new HashMap<>();
    private final Map<SlotId, Moment> said = new HashMap<>();
    private long term;
    private long no;

    @Autowired
    LaneAssignments(MessagePublisher publisher, MonotonicClock clock) {
        this(publisher::order, clock);
    }

    LaneAssignments(Consumer<WorkerOrder> orders, MonotonicClock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    private record OrderedLane(UUID instance, LaneName lane, long no) {}

    /** This gateway begins to dispatch, and finds these jobs with the broker. */
    void begin(long newTerm, Collection<PlacedJob> placed) {
        // Within a term numbers only rise: what was said with a higher one is what slots follow.
        no = newTerm == term ? no : 0;
        term = newTerm;
        ordered.clear();
        learnt.clear();
        said.clear();
        for (PlacedJob job : placed) {
            SlotId slot = job.assigned();
            if (slot != null) {
                learnt.put(slot, job.job().lane());
            }
        }
    }

    /** The greatest term, up to this one, of the orders that these slots follow; 0 if there is none. */
    static long greatestTerm(Collection<LiveSlot> live, long most) {
        return greatest(live, order -> true, most);
    }

    /** The same, of orders that this dispatcher cannot have given: of another term, or with a number that it has not come to. */
    long strangeTerm(Collection<LiveSlot> live, long most) {
        return greatest(live, order -> order.term() != term || order.no() > no, most);
    }

    private static long greatest(Collection<LiveSlot> live, Predicate<LaneAssignment> which, long most) {
        return live.stream()
                .flatMap(slot -> Stream.ofNullable(slot.serving().report().assigned()))
                .filter(which)
                .mapToLong(LaneAssignment::term)
                .filter(each -> each <= most)
                .max()
                .orElse(0);
    }

    /** The lane from which a slot takes its next job. */
    LaneName of(LiveSlot slot) {
        OrderedLane own = ordered.get(slot.id());
        if (own != null && own.instance().equals(slot.instance())) {
            return own.lane();
        }
        LaneAssignment told = slot.serving().report().assigned();
        if (told != null) {
            return LaneName.parse(told.lane());
        }
        LaneName before = learnt.get(slot.id());
        return before == null ? LaneName.parse(slot.serving().report().lane()) : before;
    }

    /** Sends the slot to this lane, unless this dispatcher has done so just now. */
    void assign(LiveSlot slot, LaneName lane) {
        OrderedLane own = ordered.get(slot.id());
        if (own == null
                || !own.instance().equals(slot.instance())
                || !own.lane().equals(lane)) {
            OrderedLane next = new OrderedLane(slot.instance(), lane, ++no);
            ordered.put(slot.id(), next);
            say(slot, next);
        } else if (!said.containsKey(slot.id())
                || said.get(slot.id()).until(clock.now()).compareTo(HOLDS) > 0) {
            // One that hears calls only, for long, obeys those.
            say(slot, own);
        }
    }

    /**
     * Says once more what was not heard. Workers of the last release know no such orders: they are called to the lanes in which
     * something waits with the broker.
     *
     * @param waiting those lanes, in the order in which something was dispatched
     */
    void repeat(Collection<LiveSlot> live, List<LaneName> waiting) {
        for (LiveSlot slot : live) {
            OrderedLane own = ordered.get(slot.id());
            if (own != null
                    && own.instance().equals(slot.instance())
                    && !shows(slot, own)
                    && mayHear(slot, own, waiting)) {
                say(slot, own);
            }
        }
        call(live, waiting);
    }

    /** Calls workers of the last release to these lanes, if one of them serves one. */
    void call(Collection<LiveSlot> live, List<LaneName> waiting) {
        boolean needed = live.stream()
                .filter(slot -> slot.serving().report().assigned() == null)
                .anyMatch(slot -> waiting.stream().anyMatch(slot.serving()::serves));
        List<String> lanes = waiting.stream()
                .map(LaneName::text)
                .distinct()
                .limit(MOST_CALLED)
                .toList();
        if (needed && !lanes.equals(List.of(Topology.DEFAULT_LANE))) {
            orders.accept(new WorkerOrder.Call(lanes));
        }
    }

    private boolean shows(LiveSlot slot, OrderedLane own) {
        LaneAssignment told = slot.serving().report().assigned();
        return told != null && told.term() == term && told.no() == own.no();
    }

    /** One that never told of an order may not know them: it is told while there is something for it to take. */
    private static boolean mayHear(LiveSlot slot, OrderedLane own, List<LaneName> waiting) {
        return slot.serving().report().assigned() != null || waiting.contains(own.lane());
    }

    private void say(LiveSlot slot, OrderedLane lane) {
        said.put(slot.id(), clock.now());
        orders.accept(new WorkerOrder.Assign(
                slot.serving().worker(),
                slot.instance(),
                slot.serving().report().gpu().uuid(),
                lane.lane().text(),
                term,
                lane.no()));
    }
}
