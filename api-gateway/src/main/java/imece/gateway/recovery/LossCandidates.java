package imece.gateway.recovery;

import imece.clock.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
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
    List<Sighting> look(List<Sighting> seen, Supplier<Optional<String>> marker, Moment now) {
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

    /**
     * A job that may be lost, and the proof so far.
     *
     * @param version its version when it was first a candidate; after any change since then it is none
     * @param marker the marker sent after the first sighting
     * @param since first sighting
     */
    record LossCandidate(UUID job, long version, String marker, Moment since) {

        private static final Duration BETWEEN_SIGHTINGS = Duration.ofSeconds(4);
        private static final Duration MARKER_LOST = Duration.ofSeconds(15);

        /** Whether its marker has been away for so long that another gateway, or nobody, has read it. */
        boolean overdue(Moment now) {
            return since.until(now).compareTo(MARKER_LOST) >= 0;
        }

        /**
         * Whether a second sighting now proves the loss: far enough from the first, and everything that was confirmed before it
         * has been read since.
         */
        boolean proven(long versionNow, boolean markerBack, Moment now) {
            return versionNow == version && markerBack && since.until(now).compareTo(BETWEEN_SIGHTINGS) >= 0;
        }
    }

    /** What makes a job look lost at one moment. A sign is no proof yet: see {@link LossCandidates}. Pure. */
    static final class LossSigns {

        /** Silence after which the card says that the worker vanished. */
        static final Duration SHOWN_SILENT = Duration.ofSeconds(10);

        /** Silence after which a run may be lost. */
        static final Duration SUSPECTED = Duration.ofSeconds(25);

        private LossSigns() {}

        /**
         * Whether the message of a dispatched job may be lost.
         *
         * @param inHand whether a live worker says that it has it
         * @param overtaken whether a job that was dispatched after it on its lane has started
         * @param laneIsEmpty whether its lane's queue is known to show nothing ready; asked only if it matters
         */
        static boolean ofMessage(boolean inHand, boolean overtaken, BooleanSupplier laneIsEmpty) {
            return !inHand && (overtaken || laneIsEmpty.getAsBoolean());
        }

        /**
         * Whether a run may be lost.
         *
         * @param silence for how long no heartbeat has named it
         * @param laneIsEmpty likewise: a message that waits there is this job's, and its next run is near
         */
        static boolean ofRun(Duration silence, BooleanSupplier laneIsEmpty) {
            return silence.compareTo(SUSPECTED) >= 0 && laneIsEmpty.getAsBoolean();
        }

        /** Whether the card is to say that the worker vanished. */
        static boolean shows(Duration silence) {
            return silence.compareTo(SHOWN_SILENT) >= 0;
        }

        /**
         * For how long nobody has spoken of a run; never longer than the run itself, as far as this gateway knows.
         *
         * @param known since it was first seen to be the one that counts
         */
        static Duration silence(Duration unheard, Duration known) {
            return unheard.compareTo(known) < 0 ? unheard : known;
        }
    }
}
