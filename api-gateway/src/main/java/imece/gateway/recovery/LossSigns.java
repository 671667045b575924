package imece.gateway.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** What makes a job look lost at one moment. A sign is no proof yet: see {@link LossCandidates}. Pure. */
final class LossSigns {

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

    /** For how long nobody has spoken of a run; never longer than the run itself. */
    static Duration silence(Duration unheard, Instant startedAt, Instant now) {
        Duration since = Duration.between(startedAt, now);
        return unheard.compareTo(since) < 0 ? unheard : since;
    }
}
