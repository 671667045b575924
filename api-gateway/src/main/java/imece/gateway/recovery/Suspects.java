package imece.gateway.recovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The jobs that may be lost, and what is proven of each so far: a loss is one that was seen twice without a change in between,
 * some seconds apart, and whose marker has come back. One thread looks; any may tell of markers.
 */
final class Suspects {

    private final Map<UUID, Suspect> suspects = new HashMap<>();
    private final Set<String> markersBack = ConcurrentHashMap.newKeySet();

    /** A job that looks lost now, and its version. */
    record Sighting(UUID job, long rev) {}

    /** This marker came back: what was confirmed before it was sent has been read. */
    void back(String marker) {
        markersBack.add(marker);
    }

    /**
     * One look at everything that looks lost; whatever was suspected and is not seen now is cleared.
     *
     * @param marker sends a new marker; empty if it is not certain to come back, which leaves the job unsuspected
     * @return those whose loss is proven now, in the order in which they were seen
     */
    List<Sighting> look(List<Sighting> seen, Supplier<Optional<String>> marker, Instant now) {
        Map<UUID, Suspect> before = Map.copyOf(suspects);
        suspects.clear();
        List<Sighting> lost = new ArrayList<>();
        for (Sighting sighting : seen) {
            Suspect suspect = before.get(sighting.job());
            boolean back = suspect != null && markersBack.contains(suspect.marker());
            if (suspect == null || suspect.rev() != sighting.rev() || (!back && suspect.overdue(now))) {
                marker.get()
                        .ifPresent(sent ->
                                suspects.put(sighting.job(), new Suspect(sighting.job(), sighting.rev(), sent, now)));
            } else if (suspect.proven(sighting.rev(), back, now)) {
                lost.add(sighting);
            } else {
                suspects.put(sighting.job(), suspect);
            }
        }
        markersBack.removeIf(back ->
                suspects.values().stream().noneMatch(suspect -> suspect.marker().equals(back)));
        return lost;
    }
}
