package imece.gateway.line;

import imece.contract.LaneName;
import imece.gateway.line.SlotWorkRows.HeadJob;
import imece.gateway.line.SlotWorkRows.SlotWork;
import imece.gateway.turn.ShareWeight;
import imece.gateway.turn.SizeClass;
import imece.gateway.turn.TurnClass;
import imece.gateway.turn.TurnForecast;
import imece.gateway.turn.TurnForecast.Expected;
import imece.gateway.turn.TurnForecast.SlotAhead;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.TurnPolicy;
import imece.gateway.turn.WaitingJob;
import imece.gateway.turn.WaitingLine;
import imece.gateway.turn.WorkAhead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * When jobs will be drawn, as the line and the slots stand at one moment: the policy run forward over the first of those that
 * share slots, a rough figure for whoever stands further back. Pure.
 */
final class LineForecast {

    /** So many are looked at one by one. */
    static final int WANTED = 300;

    private final LineSnapshot line;
    private final SlotsAhead slots;
    private final SlotsAhead.WorkTimes times;
    private final Map<Long, Long> workByTicket = new HashMap<>();
    private final Map<Long, Expected> expected = new HashMap<>();
    private final Map<String, LaneShares> sharesByLane = new ConcurrentHashMap<>();

    private LineForecast(LineSnapshot line, SlotsAhead slots, SlotsAhead.WorkTimes times) {
        this.line = line;
        this.slots = slots;
        this.times = times;
    }

    /**
     * Looks ahead.
     *
     * @param shared lanes that share slots, in groups that share none with each other; only those that somebody looks at
     * @param head the first jobs of these that may be dispatched
     * @param waiting dispatched jobs of which nobody knows yet where they will run
     */
    static LineForecast of(
            LineSnapshot line,
            List<Set<String>> shared,
            List<HeadJob> head,
            List<SlotWork> waiting,
            SlotsAhead slots,
            SlotsAhead.WorkTimes times) {
        LineForecast forecast = new LineForecast(line, slots, times);
        forecast.expected.putAll(slots.dispatched());
        head.forEach(job -> forecast.workByTicket.put(job.job().order().ticket(), job.work()));
        waiting.forEach(job -> forecast.workByTicket.put(job.ticket(), job.work()));
        shared.forEach(lanes -> forecast.lookAhead(lanes, head, waiting));
        return forecast;
    }

    private void lookAhead(Set<String> lanes, List<HeadJob> head, List<SlotWork> waiting) {
        WaitingLine ahead = new WaitingLine();
        head.stream()
                .map(HeadJob::job)
                .filter(job -> lanes.contains(job.lane().text()))
                .forEach(ahead::add);
        waiting.stream()
                .filter(job -> job.slot() == null && job.phase() == null)
                .filter(job -> lanes.contains(job.lane().text()))
                .forEach(job -> ahead.add(asFirst(job)));
        List<SlotAhead> own = slots.seats().stream()
                .filter(seat ->
                        lanes.stream().map(LaneName::parse).anyMatch(seat.slot().serves()))
                .toList();
        expected.putAll(policy().first(WANTED, ahead, own));
    }

    /** What lies with the broker goes before all that is queued, by its number. */
    private WaitingJob asFirst(SlotWork job) {
        TurnOrder order = new TurnOrder(true, Long.MIN_VALUE / 2 + job.dispatchNo(), job.ticket());
        long estimate = times.runMillis(job.lane().checkpoint(), SizeClass.ofWork(job.work()), "");
        return new WaitingJob(order, job.lane(), TurnClass.INTERACTIVE, ShareWeight.ONE, estimate);
    }

    private TurnForecast policy() {
        return new TurnForecast(TurnPolicy.STANDARD, this::seats, times, (job, slot) -> {
            Long work = workByTicket.get(job.order().ticket());
            return work == null
                    ? job.estimate()
                    : times.runMillis(job.lane().checkpoint(), SizeClass.ofWork(work), slot.gpuName());
        });
    }

    private int seats(LaneName lane) {
        return (int) slots.seats().stream()
                .filter(seat -> seat.slot().serves().test(lane))
                .count();
    }

    /**
     * What is expected of this job; empty where nothing can be known.
     *
     * @param position of the job, 1 for the next
     */
    Optional<Expected> of(String lane, LineStanding standing, long estimate, int position) {
        Expected near = expected.get(standing.order().ticket());
        if (near != null) {
            return Optional.of(near);
        }
        return position > WANTED ? roughly(lane, standing, estimate) : Optional.empty();
    }

    /**
     * A rough figure, as {@link TurnForecast#roughly} has it: the work before the job, as far as it is done by slots that could
     * serve it, shared among these. Empty if no live slot serves it.
     */
    Optional<Expected> roughly(String lane, LineStanding standing, long estimate) {
        LaneShares shares = sharesByLane.computeIfAbsent(lane, this::shares);
        if (shares.seats() == 0) {
            return Optional.empty();
        }
        double[] work = {shares.busyFor()};
        line.aheadByLane(lane, standing)
                .forEach((other, ahead) -> work[0] += ahead.gpuMillis() * shares.ofLane(other, slots));
        long begins = Math.round(work[0] / shares.seats());
        return Optional.of(new Expected(begins, begins + Math.max(1, estimate)));
    }

    /** What GPUs that serve this lane are called. */
    Set<String> gpuNames(String lane) {
        return sharesByLane.computeIfAbsent(lane, this::shares).own().stream()
                .map(seat -> seat.slot().gpuName())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What would be expected of a job that joined this line now: what stands before it is taken by the lane's own slots, one
     * job after the other, each of usual length.
     */
    Optional<Expected> quote(LineSnapshot now, String lane, LineStanding standing, long estimate) {
        List<SlotAhead> own = sharesByLane.computeIfAbsent(lane, this::shares).own();
        WorkAhead ahead = now.ahead(lane, standing);
        if (own.isEmpty() || ahead.jobs() > WANTED) {
            return own.isEmpty() ? Optional.empty() : roughly(lane, standing, estimate);
        }
        PriorityQueue<Long> free = new PriorityQueue<>();
        own.forEach(seat -> free.add(seat.freeIn()));
        long each = ahead.jobs() == 0 ? 0 : ahead.gpuMillis() / ahead.jobs();
        for (int job = 0; job < ahead.jobs(); job++) {
            free.add(free.remove() + each);
        }
        LaneName name = LaneName.parse(lane);
        boolean warm = own.stream().anyMatch(seat -> seat.slot().warmFor(name));
        long load = warm
                ? 0
                : times.loadMillis(name.checkpoint(), own.getFirst().slot().gpuName());
        long begins = free.element();
        return Optional.of(new Expected(begins, begins + load + Math.max(1, estimate)));
    }

    private LaneShares shares(String lane) {
        LaneName name = LaneName.parse(lane);
        List<SlotAhead> own = slots.seats().stream()
                .filter(seat -> seat.slot().serves().test(name))
                .toList();
        return new LaneShares(own, own.stream().mapToLong(SlotAhead::freeIn).sum(), new ConcurrentHashMap<>());
    }

    /** The slots that serve one lane, and how much of the work of other lanes is theirs; reckoned once for all its jobs. */
    private record LaneShares(List<SlotAhead> own, long busyFor, Map<String, Double> shares) {

        int seats() {
            return own.size();
        }

        double ofLane(String other, SlotsAhead slots) {
            return shares.computeIfAbsent(other, lane -> {
                LaneName name = LaneName.parse(lane);
                long all = count(slots.seats(), name);
                return all == 0 ? 0 : (double) count(own, name) / all;
            });
        }

        private static long count(List<SlotAhead> seats, LaneName lane) {
            return seats.stream()
                    .filter(seat -> seat.slot().serves().test(lane))
                    .count();
        }
    }

    /** The lanes that share slots, directly or by way of others, in groups; each group has one of these lanes at least. */
    static List<Set<String>> shared(LineSnapshot line, Set<String> looked) {
        Set<String> open = new HashSet<>(line.lanes().keySet());
        open.removeAll(line.paused());
        List<Set<String>> groups = new ArrayList<>();
        while (!open.isEmpty()) {
            Set<String> group = new HashSet<>();
            List<String> next = new ArrayList<>(List.of(open.iterator().next()));
            open.removeAll(next);
            while (!next.isEmpty()) {
                String lane = next.removeLast();
                group.add(lane);
                open.stream()
                        .filter(other -> line.competition().between(lane, other))
                        .forEach(next::add);
                open.removeAll(Set.copyOf(next));
            }
            if (group.stream().anyMatch(looked::contains)) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** The tickets of the first jobs of these lanes together. */
    static List<Long> firstTickets(LineSnapshot line, Set<String> lanes, int most) {
        return lanes.stream()
                .map(line::lane)
                .flatMap(lane ->
                        IntStream.range(0, Math.min(most, lane.queued())).mapToObj(lane::order))
                .sorted()
                .limit(most)
                .map(TurnOrder::ticket)
                .toList();
    }
}
