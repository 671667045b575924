package imece.gateway.workers;

import imece.contract.LiveEvent.Heartbeat;
import imece.contract.LiveEvent.SlotReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which worker processes are remembered, for anybody on the broker can make workers up. Of too many, or of those that say too
 * much, the silent ones go first, the longest silent before the others; then those heard only once, the oldest first. Who was
 * heard again and is not silent stays, and rather the newcomer gets no place.
 *
 * <p>It knows no clock: only in which order they were heard.
 */
final class WorkerPlaces {

    /** What an object of Java takes beside its text, about, in bytes. */
    private static final int OBJECT = 60;

    private static final int WORKER = 500;
    private static final int SLOT = 500;
    private static final int RUN = 200;

    private final int mostWorkers;
    private final long mostBytes;

    /** What each takes, in bytes; in the order in which they were last heard. */
    private final Map<UUID, Long> weights = new LinkedHashMap<>();

    private final Set<UUID> heardOnce = new LinkedHashSet<>();
    private long bytes;

    /**
     * Places for so many.
     *
     * @param mostBytes what they may take together, about
     */
    WorkerPlaces(int mostWorkers, long mostBytes) {
        this.mostWorkers = mostWorkers;
        this.mostBytes = mostBytes;
    }

    /** About how much memory a heartbeat takes for as long as it is remembered, in bytes. */
    static long weight(Heartbeat heartbeat) {
        return WORKER
                + (long) RUN * heartbeat.inHand().size()
                + heartbeat.slots().stream().mapToLong(WorkerPlaces::weight).sum();
    }

    private static long weight(SlotReport slot) {
        return SLOT
                + Stream.concat(slot.offer().checkpoints().stream(), slot.offer().loras().stream())
                        .mapToLong(name -> OBJECT + name.length())
                        .sum();
    }

    /**
     * This process was heard.
     *
     * @param weight as {@link #weight(Heartbeat)} says
     * @param silent who was not heard lately
     * @return who loses the place; it itself, if there is none for it
     */
    synchronized List<UUID> heard(UUID instance, long weight, Predicate<UUID> silent) {
        boolean known = forget(instance);
        weights.put(instance, weight);
        bytes += weight;
        if (!known) {
            heardOnce.add(instance);
        }
        List<UUID> gone = new ArrayList<>();
        while (weights.size() > mostWorkers || bytes > mostBytes) {
            UUID next = next(instance, silent);
            boolean unused = forget(next);
            gone.add(next);
        }
        return gone;
    }

    /** Whether it was heard more than once. */
    synchronized boolean heardAgain(UUID instance) {
        return weights.containsKey(instance) && !heardOnce.contains(instance);
    }

    /** All others are gone. */
    synchronized void keepOnly(Collection<UUID> present) {
        List.copyOf(weights.keySet()).stream()
                .filter(instance -> !present.contains(instance))
                .forEach(this::forget);
    }

    /** Who goes next, the newcomer last of all. */
    private UUID next(UUID newcomer, Predicate<UUID> silent) {
        UUID longestUnheard = weights.keySet().iterator().next();
        if (!longestUnheard.equals(newcomer) && silent.test(longestUnheard)) {
            return longestUnheard;
        }
        return first(heardOnce.iterator())
                .filter(once -> !once.equals(newcomer))
                .orElse(newcomer);
    }

    private static Optional<UUID> first(Iterator<UUID> instances) {
        return instances.hasNext() ? Optional.of(instances.next()) : Optional.empty();
    }

    /** Whether it was known. */
    private boolean forget(UUID instance) {
        Long weight = weights.remove(instance);
        bytes -= weight == null ? 0 : weight;
        heardOnce.remove(instance);
        return weight != null;
    }
}
