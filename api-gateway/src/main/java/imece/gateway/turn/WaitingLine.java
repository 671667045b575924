package imece.gateway.turn;

import imece.contract.LaneName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All jobs that may be dispatched now, with the work that each let past. What the policy asks of it costs as much as there are
 * lanes and weights, not as there are jobs. Not for several threads.
 */
public final class WaitingLine {

    private final Map<Long, WaitingJob> byTicket = new HashMap<>();
    private final Map<LaneName, Map<JobGroup.GroupTraits, JobGroup>> lanes = new LinkedHashMap<>();
    private final Map<String, Integer> byCheckpoint = new HashMap<>();
    private final UsualRun usualRun = new UsualRun();

    /** A job that let nothing past yet. */
    public void add(WaitingJob job) {
        add(job, 0);
    }

    /** A job that let so much work past already, in GPU-milliseconds. */
    public void add(WaitingJob job, long letPast) {
        if (byTicket.putIfAbsent(job.order().ticket(), job) != null) {
            throw new IllegalArgumentException(
                    "Ticket " + job.order().ticket() + " waits already: a ticket is given once.");
        }
        lanes.computeIfAbsent(job.lane(), lane -> new LinkedHashMap<>())
                .computeIfAbsent(JobGroup.GroupTraits.of(job), key -> new JobGroup())
                .add(job, letPast);
        byCheckpoint.merge(job.lane().checkpoint(), 1, Integer::sum);
        usualRun.add(job.estimate());
    }

    /**
     * A job that does not wait any more: dispatched, cancelled, or kept back for a while.
     *
     * @return it; null if it did not wait
     */
    public @Nullable WaitingJob remove(long ticket) {
        WaitingJob job = byTicket.remove(ticket);
        if (job == null) {
            return null;
        }
        Map<JobGroup.GroupTraits, JobGroup> lane = lanes.getOrDefault(job.lane(), Map.of());
        JobGroup.GroupTraits key = JobGroup.GroupTraits.of(job);
        JobGroup group = lane.get(key);
        if (group != null) {
            group.remove(job.order());
            if (group.empty()) {
                lane.remove(key);
            }
        }
        if (lane.isEmpty()) {
            lanes.remove(job.lane());
        }
        byCheckpoint.computeIfPresent(
                job.lane().checkpoint(), (checkpoint, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        usualRun.remove(job.estimate());
        return job;
    }

    /** The job is dispatched; those that it goes before have let it past. */
    public void take(TurnPick pick) {
        remove(pick.job().order().ticket());
        switch (pick) {
            case TurnPick.InTurn inTurn -> {}
            case TurnPick.BeforeTurn before ->
                groups(before.slot().serves())
                        .forEach(group ->
                                group.letPast(before.job().order(), before.job().estimate()));
        }
    }

    /** How many wait. */
    public int size() {
        return byTicket.size();
    }

    /** The job with this ticket, if it waits. */
    public Optional<WaitingJob> job(long ticket) {
        return Optional.ofNullable(byTicket.get(ticket));
    }

    /** The lanes in which somebody waits. */
    public Set<LaneName> lanes() {
        return Set.copyOf(lanes.keySet());
    }

    /** What this job let past, in GPU-milliseconds; it must wait. */
    public long letPast(WaitingJob job) {
        return lanes.getOrDefault(job.lane(), Map.of()).entrySet().stream()
                .filter(group -> group.getKey().equals(JobGroup.GroupTraits.of(job)))
                .mapToLong(group -> group.getValue().letPast(job.order()))
                .sum();
    }

    /** The least turn without the constant of its class; empty if nobody waits. */
    public OptionalLong leastClock() {
        return lanes.values().stream()
                .flatMap(lane -> lane.values().stream())
                .flatMap(group -> group.first(job -> true).stream())
                .mapToLong(WaitingJob::clock)
                .min();
    }

    /** What stands before this place in lanes that compete with its own. */
    public WorkAhead ahead(TurnOrder place, Predicate<LaneName> competing) {
        return groups(competing).map(group -> group.ahead(place)).reduce(WorkAhead.NONE, WorkAhead::plus);
    }

    /** What stands before this place in each lane where something does. */
    public Map<LaneName, WorkAhead> aheadByLane(TurnOrder place) {
        Map<LaneName, WorkAhead> ahead = new HashMap<>();
        keyedGroups(lane -> true)
                .forEach(group ->
                        ahead.merge(group.getKey().lane(), group.getValue().ahead(place), WorkAhead::plus));
        return ahead;
    }

    /** All jobs, in order. */
    public Iterator<WaitingJob> inOrder() {
        return new MergedGroups(groups(lane -> true));
    }

    /** A copy of the first so many. */
    public WaitingLine first(int most) {
        WaitingLine copy = new WaitingLine();
        Iterator<WaitingJob> all = inOrder();
        while (all.hasNext() && copy.size() < most) {
            WaitingJob job = all.next();
            copy.add(job, letPast(job));
        }
        return copy;
    }

    /** Whether nobody waits for this checkpoint. */
    boolean nobodyWaitsFor(String checkpoint) {
        return !byCheckpoint.containsKey(checkpoint);
    }

    /** How long what waits takes usually, in GPU-milliseconds. */
    public long usualRun() {
        return usualRun.median();
    }

    /** The least of these jobs in these lanes. */
    Optional<WaitingJob> least(Predicate<LaneName> wanted, Predicate<WaitingJob> eligible) {
        return groups(wanted)
                .flatMap(group -> group.first(eligible).stream())
                .min(Comparator.comparing(WaitingJob::order));
    }

    /** The groups of these lanes, with what their jobs have in common. */
    Stream<Map.Entry<JobGroup.GroupTraits, JobGroup>> keyedGroups(Predicate<LaneName> wanted) {
        return lanes.entrySet().stream()
                .filter(lane -> wanted.test(lane.getKey()))
                .flatMap(lane -> lane.getValue().entrySet().stream());
    }

    private Stream<JobGroup> groups(Predicate<LaneName> wanted) {
        return keyedGroups(wanted).map(Map.Entry::getValue);
    }

    /** Several ordered groups as one. */
    private static final class MergedGroups implements Iterator<WaitingJob> {

        private record Next(WaitingJob job, Iterator<WaitingJob> further) {}

        private final PriorityQueue<Next> heads = new PriorityQueue<>(
                Comparator.comparing((Next next) -> next.job().order()));

        MergedGroups(Stream<JobGroup> groups) {
            groups.map(JobGroup::iterator).forEach(this::queue);
        }

        private void queue(Iterator<WaitingJob> jobs) {
            if (jobs.hasNext()) {
                heads.add(new Next(jobs.next(), jobs));
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public WaitingJob next() {
            Next least = heads.remove();
            queue(least.further());
            return least.job();
        }
    }
}
