package imece.gateway.dispatch;

import imece.clock.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a lane stands still although it has jobs and slots that wait for one. It remembers since when: one per lane. */
final class StandingLane {

    /** Longer than what heals by itself takes: a proven loss, a slot that registers again. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private @Nullable Moment since;
    private @Nullable Instant lastStart;

    /**
     * A lane as it is now.
     *
     * @param queued jobs in the line that may be dispatched
     * @param dispatched jobs with the broker
     * @param idleSlots live slots that have nothing to do
     * @param lastStart names the last start of a run of this lane: another date means another start, and nothing else; null = none lately
     */
    record LaneState(
            int queued,
            int dispatched,
            int idleSlots,
            @Nullable Instant lastStart) {}

    /** Where it is stuck. */
    enum Stuck {
        /** Nothing is handed to the broker. */
        NOT_DISPATCHED,
        /** The broker has jobs, and no idle slot begins one. */
        NOT_TAKEN
    }

    /** Where the lane is stuck, if it is; said once per {@link #PATIENCE}. */
    Optional<Stuck> look(LaneState now, Moment at) {
        boolean shouldMove = now.queued() + now.dispatched() > 0 && now.idleSlots() > 0;
        if (!shouldMove) {
            since = null;
            return Optional.empty();
        }
        boolean started = now.lastStart() != null && !Objects.equals(now.lastStart(), lastStart);
        lastStart = now.lastStart();
        Moment from = since == null || started ? at : since;
        since = from;
        if (from.until(at).compareTo(PATIENCE) < 0) {
            return Optional.empty();
        }
        since = at;
        return Optional.of(now.dispatched() > 0 ? Stuck.NOT_TAKEN : Stuck.NOT_DISPATCHED);
    }
}
