package imece.gateway.dispatch;

import imece.contract.LaneName;
import imece.contract.SlotId;
import imece.fault.FaultPoint;
import imece.gateway.broker.LaneQueues;
import imece.gateway.dispatch.DispatchRows.QueuedJob;
import imece.gateway.dispatch.DuePass.Left;
import imece.gateway.dispatch.Leadership.HeardTerms;
import imece.gateway.job.Job;
import imece.gateway.job.rows.DispatchOrder;
import imece.gateway.job.rows.DispatchOrder.SlottedJob;
import imece.gateway.job.rows.JobWriter;
import imece.gateway.job.rows.JobWriter.DispatchPass;
import imece.gateway.line.LinePauses;
import imece.gateway.turn.LaneClocks;
import imece.gateway.turn.PlannedSlot;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.TurnPass;
import imece.gateway.turn.TurnPasses;
import imece.gateway.turn.TurnPlan;
import imece.gateway.turn.TurnPlan.HandedJob;
import imece.gateway.turn.TurnPlan.PlanStep;
import imece.gateway.turn.TurnPlan.PlannedFarm;
import imece.gateway.turn.TurnPolicy;
import imece.gateway.turn.WaitingLine;
import imece.gateway.turn.rows.RunEstimateBook;
import imece.gateway.workers.WorkerRegistry;
import imece.gateway.workers.WorkerRegistry.LiveSlot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One plan for all lanes, and its carrying out: reading, deciding, one transaction, orders to slots, messages to the broker. For
 * the dispatcher's thread only.
 */
@Component
class DispatchRound {

    private static final Logger log = LoggerFactory.getLogger(DispatchRound.class);

    /** Fewer than what is read of a lane, so that no plan comes to the end of that. */
    private static final int MOST_AT_ONCE = 200;

    private final DispatchRows rows;
    private final WorkerRegistry workers;
    private final LinePauses pauses;
    private final RunsAboutToEnd ending;
    private final RunEstimateBook estimates;
    private final LaneAssignments assignments;
    private final LaneQueues queues;
    private final JobPublisher jobPublisher;
    private final JobWriter writer;
    private final StoreGate store;
    private final Map<SlotId, String> lastCheckpoints = new HashMap<>();
    private final Map<SlotId, Long> lastUsed = new HashMap<>();
    private List<TurnPass> passes = List.of();
    private LaneClocks clocks = new LaneClocks();
    private List<LaneName> withMessages = List.of();
    private boolean placedSome;
    private long used;

    DispatchRound(
            DispatchRows rows,
            WorkerRegistry workers,
            LinePauses pauses,
            RunsAboutToEnd ending,
            RunEstimateBook estimates,
            LaneAssignments assignments,
            LaneQueues queues,
            JobPublisher jobPublisher,
            JobWriter writer,
            StoreGate store) {
        this.rows = rows;
        this.workers = workers;
        this.pauses = pauses;
        this.ending = ending;
        this.estimates = estimates;
        this.assignments = assignments;
        this.queues = queues;
        this.jobPublisher = jobPublisher;
        this.writer = writer;
        this.store = store;
    }

    /**
     * What came of a round.
     *
     * @param leads whether this gateway still is the dispatcher
     */
    record RoundEnd(boolean leads, Left left) {}

    /** A new term begins: what is remembered of the one before may be wrong. */
    void begin(long term) {
        assignments.begin(term, rows.placed());
        lastCheckpoints.clear();
        lastCheckpoints.putAll(rows.lastCheckpoints());
        lastUsed.clear();
        reread();
    }

    /** Reads again what only a dispatcher writes, but another one may have written meanwhile. */
    void reread() {
        if (!passes.isEmpty()) {
            boolean unused = rows.forgetPasses();
        }
        passes = rows.passes();
        clocks = rows.clocks();
    }

    /** The terms that live slots tell of. */
    HeardTerms heardTerms() {
        return new HeardTerms() {
            @Override
            public long greatest(long most) {
                return LaneAssignments.greatestTerm(workers.liveSlotsById().values(), most);
            }

            @Override
            public long strange(long most) {
                return assignments.strangeTerm(workers.liveSlotsById().values(), most);
            }
        };
    }

    /** Repeats orders that were not heard. */
    void repeatOrders() {
        assignments.repeat(workers.liveSlotsById().values(), withMessages);
    }

    /** Whether some job was with the broker or a slot in the last round. */
    boolean somethingIsPlaced() {
        return placedSome;
    }

    /** Plans and carries it out. */
    RoundEnd play(long term) {
        Map<SlotId, LiveSlot> live = workers.liveSlotsById();
        List<PlacedJob> placed = rows.placed();
        placedSome = !placed.isEmpty();
        FarmSlots farm = new FarmSlots(live, placed, ending::contains);
        lastCheckpoints.putAll(farm.checkpointsInHand());
        List<HandedJob> handed = farm.handed();
        withMessages = lanesOf(handed);
        List<PlannedSlot> slots =
                farm.planned(assignments::of, lastCheckpoints, slot -> lastUsed.getOrDefault(slot, 0L));
        if (!TurnPlan.somethingToPlan(slots, handed)) {
            return new RoundEnd(true, Left.FULL);
        }
        LineReading line = read(live);
        if (line.jobs().isEmpty() && handed.isEmpty()) {
            return new RoundEnd(true, Left.DRY);
        }
        StoreGate.Opening opening = line.jobs().isEmpty() ? StoreGate.Opening.SHUT : store.now();
        int most = switch (opening) {
            case WIDE -> MOST_AT_ONCE;
            // One that lies with the broker already is as good.
            case ONE_JOB -> handed.isEmpty() ? 1 : 0;
            case SHUT -> 0;
        };
        TurnPlan plan = TurnPlan.of(
                new PlannedFarm(
                        slots,
                        handed,
                        most == 0 ? new WaitingLine() : line.waiting(),
                        clocks,
                        line.readTo(),
                        line.lastTicket()),
                TurnPolicy.STANDARD,
                estimates,
                most);
        if (opening == StoreGate.Opening.ONE_JOB && most == 1 && plan.steps().isEmpty()) {
            store.unused();
        }
        boolean leads = carryOut(term, plan, line, live);
        return new RoundEnd(leads, line.jobs().isEmpty() ? Left.DRY : Left.SETTLED);
    }

    /**
     * What was read of the line.
     *
     * @param jobs those that may go, by ticket
     * @param readTo where the reading of a lane was cut off
     */
    private record LineReading(
            Map<Long, UUID> jobs, WaitingLine waiting, Map<LaneName, TurnOrder> readTo, long lastTicket) {}

    private LineReading read(Map<SlotId, LiveSlot> live) {
        List<String> lanes = rows.lanes().stream()
                .filter(lane -> pauses.of(lane).isEmpty())
                .filter(lane -> {
                    LaneName name = LaneName.parse(lane);
                    return live.values().stream()
                            .anyMatch(slot -> slot.serving().serves(name));
                })
                .toList();
        TurnPasses passed = new TurnPasses(passes);
        Map<Long, UUID> jobs = new HashMap<>();
        Map<LaneName, Integer> counts = new HashMap<>();
        Map<LaneName, TurnOrder> readTo = new HashMap<>();
        WaitingLine waiting = new WaitingLine();
        long lastTicket = 0;
        for (QueuedJob each : rows.line(lanes)) {
            LaneName lane = each.job().lane();
            TurnOrder order = each.job().order();
            int count = counts.merge(lane, 1, Integer::sum);
            if (count > DispatchRows.READ) {
                continue;
            }
            if (count == DispatchRows.READ) {
                readTo.put(lane, order);
            }
            jobs.put(order.ticket(), each.id());
            waiting.add(each.job(), passed.letPast(lane, order));
            lastTicket = Math.max(lastTicket, order.ticket());
        }
        readTo.keySet().removeIf(lane -> counts.getOrDefault(lane, 0) <= DispatchRows.READ);
        if (!clocks.all().keySet().containsAll(waiting.lanes())) {
            clocks = rows.clocks();
        }
        return new LineReading(jobs, waiting, readTo, lastTicket);
    }

    /** Returns whether this gateway still leads. */
    private boolean carryOut(long term, TurnPlan plan, LineReading line, Map<SlotId, LiveSlot> live) {
        List<SlottedJob> jobs = new ArrayList<>();
        for (PlanStep step : plan.steps()) {
            switch (step) {
                case TurnPlan.AssignLane only -> assignments.assign(slot(live, only), only.lane());
                case TurnPlan.DispatchJob job ->
                    jobs.add(new SlottedJob(
                            Objects.requireNonNull(
                                    line.jobs().get(job.job().order().ticket())),
                            job.slot()));
            }
        }
        if (jobs.isEmpty()) {
            if (!plan.steps().isEmpty()) {
                assignments.call(live.values(), withMessages);
            }
            return true;
        }
        Map<UUID, SlotId> slots = jobs.stream().collect(Collectors.toMap(SlottedJob::job, SlottedJob::slot));
        DispatchPass pass = writer.dispatch(
                new DispatchOrder(term, jobs, plan.clocks(), plan.passes()),
                done -> done.jobs().isEmpty() ? List.of() : published(done, slots, live));
        if (!plan.passes().isEmpty() && pass.leads()) {
            List<TurnPass> more = new ArrayList<>(passes);
            more.addAll(plan.passes());
            passes = List.copyOf(more);
        }
        return pass.leads();
    }

    /** Sends the slots to the lanes, then the jobs to the broker. Returns those that are certainly in no queue. */
    private List<Job> published(DispatchPass pass, Map<UUID, SlotId> slots, Map<SlotId, LiveSlot> live) {
        FaultPoint.DISPATCH_COMMITTED.reached();
        Set<String> lanes = new LinkedHashSet<>();
        for (Job job : pass.jobs()) {
            SlotId slot = Objects.requireNonNull(slots.get(job.id()));
            assignments.assign(Objects.requireNonNull(live.get(slot)), LaneName.parse(job.lane()));
            lastUsed.put(slot, ++used);
            lanes.add(job.lane());
        }
        queues.declare(lanes);
        List<Job> refused = jobPublisher.toBroker(pass.jobs(), pass.secrets());
        if (!refused.isEmpty()) {
            log.warn(
                    "The broker has no queue for {} job(s) of lanes {}: they go back to the line.",
                    refused.size(),
                    refused.stream().map(Job::lane).distinct().toList());
        }
        Set<LaneName> waiting = new LinkedHashSet<>(withMessages);
        lanes.forEach(lane -> waiting.add(LaneName.parse(lane)));
        withMessages = List.copyOf(waiting);
        assignments.call(live.values(), withMessages);
        return refused;
    }

    private static LiveSlot slot(Map<SlotId, LiveSlot> live, PlanStep step) {
        return Objects.requireNonNull(live.get(step.slot()));
    }

    private static List<LaneName> lanesOf(List<HandedJob> handed) {
        return handed.stream().map(each -> each.job().lane()).distinct().toList();
    }
}
