package imece.gateway.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A job that may be lost, and the proof so far.
 *
 * @param version its version when it was first a candidate; after any change since then it is none
 * @param marker the marker sent after the first sighting
 * @param since first sighting
 */
record LossCandidate(UUID job, long version, String marker, Instant since) {

    private static final Duration BETWEEN_SIGHTINGS = Duration.ofSeconds(4);
    private static final Duration MARKER_LOST = Duration.ofSeconds(15);

    /** Whether its marker has been away for so long that another gateway, or nobody, has read it. */
    boolean overdue(Instant now) {
        return Duration.between(since, now).compareTo(MARKER_LOST) >= 0;
    }

    /**
     * Whether a second sighting now proves the loss: far enough from the first, and everything that was confirmed before it
     * has been read since.
     */
    boolean proven(long versionNow, boolean markerBack, Instant now) {
        return versionNow == version
                && markerBack
                && Duration.between(since, now).compareTo(BETWEEN_SIGHTINGS) >= 0;
    }
}
