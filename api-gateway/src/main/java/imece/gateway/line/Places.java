package imece.gateway.line;

import imece.gateway.farm.Farm;
import imece.gateway.job.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everybody's place, as of the last reading of each lane. Places are derived from rows and never kept up by hand, so they
 * cannot drift; a job that came since the last reading is counted on the spot.
 */
@Component
public class Places {

    /** More than these are not counted one by one; their lane is read instead. */
    private static final int MOST_COUNTED = 25;

    private final LineRows rows;
    private final Farm farm;
    private final Map<String, Map<UUID, Place>> byLane = new ConcurrentHashMap<>();
    private volatile @Nullable Pace pace;

    Places(LineRows rows, Farm farm) {
        this.rows = rows;
        this.farm = farm;
    }

    /**
     * The places of these jobs; those that do not wait stand at 0. If one of them is not in the last reading, all are counted
     * anew, for places of different moments need not be different from each other.
     */
    public Map<UUID, Place> of(Collection<Job> jobs) {
        Map<UUID, Place> places = new HashMap<>();
        List<Job> waiting = new ArrayList<>();
        boolean allKnown = true;
        for (Job job : jobs) {
            Place known = known(job);
            places.put(job.id(), known == null ? Place.NONE : known);
            if (job.status().waiting()) {
                waiting.add(job);
                allKnown &= known != null;
            }
        }
        if (!allKnown) {
            count(waiting, places);
        }
        return places;
    }

    private @Nullable Place known(Job job) {
        return job.status().waiting()
                ? byLane.getOrDefault(job.lane(), Map.of()).get(job.id())
                : Place.NONE;
    }

    private void count(List<Job> waiting, Map<UUID, Place> places) {
        Map<UUID, Place> now = waiting.size() > MOST_COUNTED ? readNow(waiting) : countNow(waiting);
        // Not there = it started in this very moment: shown as next until the frame that says so arrives.
        waiting.forEach(job -> places.merge(
                job.id(),
                now.getOrDefault(job.id(), new Place(1, null)),
                (read, counted) -> counted.orEta(read.eta())));
    }

    private Map<UUID, Place> countNow(List<Job> waiting) {
        Map<UUID, Place> counted = new HashMap<>();
        rows.positions(waiting.stream().map(Job::id).toList())
                .forEach((id, position) -> counted.put(id, new Place(position, null)));
        return counted;
    }

    /** Not kept: what the next tick tells is the difference to what the last tick told. */
    private Map<UUID, Place> readNow(List<Job> waiting) {
        Map<UUID, Place> read = new HashMap<>();
        waiting.stream()
                .map(Job::lane)
                .distinct()
                .forEach(lane -> read.putAll(rows.read(lane).places(pace, farm.liveSlots(lane))));
        return read;
    }

    /**
     * Reads a lane again.
     *
     * @return those whose place changed, with their owners
     */
    List<Moved> reread(String lane) {
        Lane now = rows.read(lane);
        Map<UUID, Place> after = now.places(pace, farm.liveSlots(lane));
        Map<UUID, Place> before = after.isEmpty() ? remove(lane) : replace(lane, after);
        List<Moved> moved = new ArrayList<>();
        for (Lane.Waiting job : now.waiting()) {
            Place place = after.getOrDefault(job.id(), Place.NONE);
            if (!place.equals(before.get(job.id()))) {
                moved.add(new Moved(job.owner(), job.id(), place));
            }
        }
        return moved;
    }

    /** Measures again how fast the farm is. */
    void measurePace() {
        pace = rows.pace().orElse(null);
    }

    /** The lanes in which somebody waits, as of the last reading. */
    Set<String> lanes() {
        return Set.copyOf(byLane.keySet());
    }

    /** How many wait in this lane, as of the last reading. */
    int waiting(String lane) {
        return byLane.getOrDefault(lane, Map.of()).size();
    }

    private Map<UUID, Place> remove(String lane) {
        Map<UUID, Place> before = byLane.remove(lane);
        return before == null ? Map.of() : before;
    }

    private Map<UUID, Place> replace(String lane, Map<UUID, Place> after) {
        Map<UUID, Place> before = byLane.put(lane, after);
        return before == null ? Map.of() : before;
    }

    /** A job that stands elsewhere than it did. */
    public record Moved(UUID owner, UUID job, Place place) {}
}
