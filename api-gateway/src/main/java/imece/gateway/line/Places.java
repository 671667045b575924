package imece.gateway.line;

import imece.gateway.farm.Farm;
import imece.gateway.job.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private final LineRows rows;
    private final Farm farm;
    private final Map<String, Map<UUID, Place>> byLane = new ConcurrentHashMap<>();
    private volatile @Nullable Pace pace;

    Places(LineRows rows, Farm farm) {
        this.rows = rows;
        this.farm = farm;
    }

    /** The places of these jobs; those that do not wait stand at 0. */
    public Map<UUID, Place> of(Collection<Job> jobs) {
        Map<UUID, Place> places = new HashMap<>();
        List<UUID> unknown = new ArrayList<>();
        for (Job job : jobs) {
            if (!job.status().waiting()) {
                places.put(job.id(), Place.NONE);
                continue;
            }
            Place known = byLane.getOrDefault(job.lane(), Map.of()).get(job.id());
            if (known == null) {
                unknown.add(job.id());
            } else {
                places.put(job.id(), known);
            }
        }
        if (!unknown.isEmpty()) {
            Map<UUID, Integer> counted = rows.positions(unknown);
            // Not found = it started in this very moment: shown as next until the frame that says so arrives.
            unknown.forEach(id -> places.put(id, new Place(counted.getOrDefault(id, 1), null)));
        }
        return places;
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
