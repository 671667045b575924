package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Of what one user asks for in one lane and class, and one account is charged with, jobs are dispatched in the order in which they
 * came; lanes and classes have their own turns. First dispatches are compared exactly, by the numbers
 * that they drew. A job that came back waits at its old place, from the moment at which that was committed; since a change is
 * noted a moment before its commit, only a wait of a few seconds counts. A job that was lost too often stands in no line until
 * it is cleared of that; one that must run alone, or not where it failed, may wait for such a slot.
 */
final class OrderCheck implements Check {
    /** A transaction that idles for longer is ended by the server (3 s); statements take milliseconds. */
    private static final long COMMITTED_BY_NOW = 5_000;

    /** From so many failures on, a job waits to be cleared or to end; the dispatcher does not look at it. */
    private static final int ON_TRIAL = 3;

    private final Findings findings;
    private final Map<Queue, TreeMap<Long, Waiting>> waiting = new HashMap<>();
    private final Map<Queue, First> highest = new HashMap<>();
    private final Map<UUID, First> firsts = new HashMap<>();
    private final Map<UUID, List<Doubt>> doubts = new HashMap<>();

    /** Within it nobody overtakes. */
    private record Queue(UUID owner, @Nullable UUID payer, String lane, String urgency) {
        static Queue of(Entry.Change change) {
            Entry.Turn turn = change.turn();
            return new Queue(change.owner(), turn.payer(), turn.lane(), turn.urgency());
        }
    }

    private record Waiting(UUID job, long since) {}

    private record First(UUID job, long ticket, long number) {}

    /** A later job's dispatch, which was right if the earlier job turns out to have been dispatched before it. */
    private record Doubt(long number, String words) {}

    OrderCheck(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void see(Entry entry) {
        if (entry instanceof Entry.Change change) {
            settle(change);
            TreeMap<Long, Waiting> line = waiting.computeIfAbsent(Queue.of(change), first -> new TreeMap<>());
            boolean anywhere = !change.turn().alone() && !change.turn().avoids();
            if (change.status().equals("queued") && change.failures() < ON_TRIAL && anywhere) {
                long since = Math.max(change.at(), change.notBefore() == null ? 0 : change.notBefore());
                line.put(change.ticket(), new Waiting(change.job(), since));
                return;
            }
            line.remove(change.ticket());
            Long number = change.dispatchNo();
            if (change.status().equals("dispatched") && change.from().equals("queued") && number != null) {
                overtaken(change, number, line.lowerEntry(change.ticket()));
                first(new First(change.job(), change.ticket(), number), Queue.of(change));
            }
        }
    }

    /** One statement dispatches several jobs, and their changes are noted in any order: the numbers that they drew tell. */
    private void settle(Entry.Change change) {
        List<Doubt> all = doubts.remove(change.job());
        if (all == null) {
            return;
        }
        Long number = change.status().equals("dispatched") ? change.dispatchNo() : null;
        all.stream()
                .filter(doubt -> number == null || number > doubt.number())
                .forEach(doubt -> findings.add(Promise.ORDER_BROKEN, doubt.words()));
    }

    @Override
    public void end() {
        doubts.values().forEach(all -> all.forEach(doubt -> findings.add(Promise.ORDER_BROKEN, doubt.words())));
    }

    private void overtaken(Entry.Change change, long number, Map.@Nullable Entry<Long, Waiting> earlier) {
        while (earlier != null) {
            if (earlier.getValue().since() + COMMITTED_BY_NOW < change.at()) {
                String words = "job %s (ticket %d) was dispatched while job %s (ticket %d) had been waiting for %d ms"
                        .formatted(
                                change.job(),
                                change.ticket(),
                                earlier.getValue().job(),
                                earlier.getKey(),
                                change.at() - earlier.getValue().since());
                doubts.computeIfAbsent(earlier.getValue().job(), first -> new ArrayList<>())
                        .add(new Doubt(number, words));
            }
            earlier = waiting.getOrDefault(Queue.of(change), new TreeMap<>()).lowerEntry(earlier.getKey());
        }
    }

    /** Changes of one statement are noted in any order, so numbers and tickets of first dispatches are compared at the end. */
    private void first(First first, Queue queue) {
        if (firsts.putIfAbsent(first.job(), first) != null) {
            return;
        }
        First before = highest.get(queue);
        boolean later = before == null || first.number() > before.number();
        if (before != null && (first.number() > before.number()) != (first.ticket() > before.ticket())) {
            findings.add(
                    Promise.ORDER_BROKEN,
                    "job %s (ticket %d) was dispatched as number %d, job %s (ticket %d) as number %d"
                            .formatted(
                                    before.job(),
                                    before.ticket(),
                                    before.number(),
                                    first.job(),
                                    first.ticket(),
                                    first.number()));
        }
        if (later) {
            highest.put(queue, first);
        }
    }
}
