package imece.gateway.line;

import imece.gateway.turn.RunEstimates;
import imece.gateway.turn.TurnOrder;
import imece.gateway.turn.WorkAhead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that wait in one lane, at one moment, in order: a rank is one binary search, the work before it one look. Pure; for any
 * thread.
 */
final class LaneOrder {

    /** Of a lane in which nobody waits. */
    static final LaneOrder EMPTY = new LaneOrder(List.of(), List.of());

    /** So far from the head it is known whose jobs these are. */
    static final int PEOPLE_KNOWN = 300;

    private final List<WaitingEntry> dispatched;
    private final int pinned;
    private final long[] turns;
    private final long[] tickets;
    /** Work of all before each place, in GPU-milliseconds; one more than there are jobs. */
    private final long[] workBefore;

    /** The first place whose work is a guess; behind all if there is none. */
    private final int firstGuess;

    private final List<UUID> firstOwners;

    /**
     * A job that waits.
     *
     * @param estimate in GPU-milliseconds
     */
    record WaitingEntry(LineStanding standing, long estimate, UUID owner) {

        boolean guessed() {
            return RunEstimates.guessed(estimate);
        }
    }

    private LaneOrder(List<WaitingEntry> dispatched, List<WaitingEntry> queued) {
        this.dispatched = List.copyOf(dispatched);
        this.turns =
                queued.stream().mapToLong(job -> job.standing().order().turn()).toArray();
        this.tickets = queued.stream()
                .mapToLong(job -> job.standing().order().ticket())
                .toArray();
        this.pinned = (int) queued.stream()
                .takeWhile(job -> job.standing().order().pinned())
                .count();
        this.workBefore = new long[queued.size() + 1];
        for (int i = 0; i < queued.size(); i++) {
            workBefore[i + 1] = workBefore[i] + queued.get(i).estimate();
        }
        this.firstGuess = (int) queued.stream().takeWhile(job -> !job.guessed()).count();
        this.firstOwners =
                queued.stream().limit(PEOPLE_KNOWN).map(WaitingEntry::owner).toList();
    }

    /** Of these jobs, in any order. */
    static LaneOrder of(List<WaitingEntry> jobs) {
        List<WaitingEntry> dispatched = new ArrayList<>();
        List<WaitingEntry> queued = new ArrayList<>();
        jobs.forEach(job -> (job.standing().isDispatched() ? dispatched : queued).add(job));
        queued.sort(Comparator.comparing(job -> job.standing().order()));
        return new LaneOrder(dispatched, queued);
    }

    int size() {
        return dispatched.size() + tickets.length;
    }

    int queued() {
        return tickets.length;
    }

    /** The order of the queued job with this index. */
    TurnOrder order(int index) {
        return new TurnOrder(index < pinned, turns[index], tickets[index]);
    }

    /** What stands before this job of this lane. */
    WorkAhead ahead(LineStanding job) {
        return ahead(job, other -> other.before(job));
    }

    /** What stands before this job of another lane, see {@link LineStanding#beforeOneElsewhere}. */
    WorkAhead aheadElsewhere(LineStanding job, TurnOrder last) {
        return ahead(job, other -> other.beforeOneElsewhere(job, last));
    }

    private WorkAhead ahead(LineStanding job, Predicate<LineStanding> before) {
        int jobs = job.isDispatched() ? 0 : index(job.order());
        long work = workBefore[jobs];
        boolean guessed = firstGuess < jobs;
        for (WaitingEntry other : dispatched) {
            if (before.test(other.standing())) {
                jobs++;
                work += other.estimate();
                guessed |= other.guessed();
            }
        }
        return new WorkAhead(jobs, work, guessed);
    }

    /** The last in the order among this job and those of the lane that are with the broker before it. */
    TurnOrder last(LineStanding job) {
        return dispatched.stream()
                .map(WaitingEntry::standing)
                .filter(other -> other.before(job))
                .map(LineStanding::order)
                .reduce(job.order(), (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    /** Adds whose jobs stand before this one. Returns false where that is not known, since they are too many. */
    boolean addOwnersAhead(LineStanding job, Predicate<LineStanding> before, Set<UUID> owners) {
        int jobs = job.isDispatched() ? 0 : index(job.order());
        if (jobs > firstOwners.size()) {
            return false;
        }
        owners.addAll(firstOwners.subList(0, jobs));
        dispatched.stream().filter(other -> before.test(other.standing())).forEach(other -> owners.add(other.owner()));
        return true;
    }

    /** Whether this very job is queued at this place. */
    boolean holds(TurnOrder order) {
        int index = index(order);
        return index < tickets.length && order(index).equals(order);
    }

    /** Whether the job with this number in the line was with the broker. */
    boolean holdsDispatched(long ticket) {
        return dispatched.stream().anyMatch(job -> job.standing().order().ticket() == ticket);
    }

    List<WaitingEntry> dispatched() {
        return dispatched;
    }

    /** The greatest ticket of those that are queued; empty if there is none. */
    @Nullable
    Long lastTicket() {
        long last = Long.MIN_VALUE;
        for (long ticket : tickets) {
            last = Math.max(last, ticket);
        }
        for (WaitingEntry job : dispatched) {
            last = Math.max(last, job.standing().order().ticket());
        }
        return last == Long.MIN_VALUE ? null : last;
    }

    /** How many queued jobs stand before this place. */
    private int index(TurnOrder order) {
        int low = order.pinned() ? 0 : pinned;
        int high = order.pinned() ? pinned : tickets.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (turns[middle] < order.turn() || (turns[middle] == order.turn() && tickets[middle] < order.ticket())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
