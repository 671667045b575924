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
final class LossCandidates {

    private final Map<UUID, LossCandidate> candidates = new HashMap<>();
    private final Set<String> markersBack = ConcurrentHashMap.newKeySet();

    /** A job that looks lost now, and its version. */
    record Sighting(UUID job, long version) {}

    /** This marker came back: what was confirmed before it was sent has been read. */
    void back(String marker) {
        markersBack.add(marker);
    }

    /**
     * One look at everything that looks lost; a candidate that is not seen now is none any more.
     *
     * @param marker sends a new marker; empty if it is not certain to come back, which leaves the job as it was
     * @return those whose loss is proven now, in the order in which they were seen
     */
    List<Sighting> look(List<Sighting> seen, Supplier<Optional<String>> marker, Instant now) {
        Map<UUID, LossCandidate> before = Map.copyOf(candidates);
        candidates.clear();
        List<Sighting> lost = new ArrayList<>();
        for (Sighting sighting : seen) {
            LossCandidate candidate = before.get(sighting.job());
            boolean back = candidate != null && markersBack.contains(candidate.marker());
            if (candidate == null || candidate.version() != sighting.version() || (!back && candidate.overdue(now))) {
                marker.get()
                        .ifPresent(sent -> candidates.put(
                                sighting.job(), new LossCandidate(sighting.job(), sighting.version(), sent, now)));
            } else if (candidate.proven(sighting.version(), back, now)) {
                lost.add(sighting);
            } else {
                candidates.put(sighting.job(), candidate);
            }
        }
        markersBack.removeIf(back -> candidates.values().stream()
                .noneMatch(candidate -> candidate.marker().equals(back)));
        return lost;
    }
}
