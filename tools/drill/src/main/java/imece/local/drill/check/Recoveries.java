package imece.local.drill.check;

import imece.local.drill.history.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * How long it took until things went on. For a fault of a worker: until none of the runs that counted there at that moment
 * counts there any more, be it that they ended or that others took their place. For all others: until the first picture that
 * was finished after the fault, or after it was mended where it lasts.
 */
final class Recoveries implements Check {
    private final Map<Integer, Fault> faults = new TreeMap<>();
    private final Map<UUID, Entry.Change> now = new HashMap<>();
    private final Map<String, List<Long>> times = new TreeMap<>();
    private final List<Fault> open = new ArrayList<>();
    private final List<Fault> toCome = new ArrayList<>();
    private boolean sorted;

    private static final class Fault {
        final String name;
        final String target;
        long at;
        final Map<UUID, UUID> struck = new HashMap<>();

        Fault(Entry.Blow blow) {
            this.name = blow.fault();
            this.target = blow.target();
            this.at = blow.at();
        }

        boolean ofWorker() {
            return target.startsWith("worker-");
        }
    }

    @Override
    public void see(Entry entry) {
        switch (entry) {
            case Entry.Blow blow -> faults.put(blow.id(), new Fault(blow));
            case Entry.Mended mended -> {
                Fault fault = faults.get(mended.id());
                if (fault != null && !fault.ofWorker()) {
                    fault.at = mended.at();
                }
            }
            case Entry.Change change -> changed(change);
            default -> {}
        }
    }

    private void changed(Entry.Change change) {
        if (!sorted) {
            toCome.addAll(faults.values());
            toCome.sort(Comparator.comparingLong(fault -> fault.at));
            sorted = true;
        }
        while (!toCome.isEmpty() && toCome.getFirst().at <= change.at()) {
            begin(toCome.removeFirst());
        }
        open.removeIf(fault -> isOver(fault, change));
        now.put(change.job(), change);
    }

    private void begin(Fault fault) {
        if (fault.ofWorker()) {
            now.values().stream()
                    .filter(job -> job.status().equals("processing") && fault.target.equals(job.worker()))
                    .forEach(job -> fault.struck.put(job.job(), run(job)));
            if (fault.struck.isEmpty()) {
                return;
            }
        }
        open.add(fault);
    }

    private boolean isOver(Fault fault, Entry.Change change) {
        if (fault.ofWorker()) {
            UUID struck = fault.struck.get(change.job());
            if (struck == null || (change.status().equals("processing") && struck.equals(change.run()))) {
                return false;
            }
            fault.struck.remove(change.job());
            note(fault, change);
            return fault.struck.isEmpty();
        }
        boolean over = change.status().equals("complete");
        if (over) {
            note(fault, change);
        }
        return over;
    }

    private void note(Fault fault, Entry.Change change) {
        times.computeIfAbsent(fault.name, first -> new ArrayList<>()).add(Math.max(0, change.at() - fault.at));
    }

    private static UUID run(Entry.Change job) {
        return job.run() == null ? new UUID(0, 0) : job.run();
    }

    /** Milliseconds, by the name of the fault, in ascending order. */
    Map<String, List<Long>> times() {
        times.values().forEach(all -> all.sort(null));
        return times;
    }
}
