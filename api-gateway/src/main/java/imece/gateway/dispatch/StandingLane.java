package imece.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a lane stands still although it has jobs and slots that wait for one. It remembers since when: one per lane. */
final class StandingLane {

    /** Longer than what heals by itself takes: a proven loss, a slot that registers again. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private @Nullable Instant since;

    /**
     * A lane as it is now.
     *
     * @param queued jobs in the line that may be dispatched
     * @param dispatched jobs with the broker
     * @param idleSlots live slots that have nothing to do
     * @param lastStart when a run of this lane last began; null = not lately
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
    Optional<Stuck> look(LaneState now, Instant at) {
        boolean shouldMove = now.queued() + now.dispatched() > 0 && now.idleSlots() > 0;
        if (!shouldMove) {
            since = null;
            return Optional.empty();
        }
        Instant from = since == null ? at : since;
        Instant start = now.lastStart();
        since = start != null && start.isAfter(from) ? start : from;
        if (Duration.between(since, at).compareTo(PATIENCE) < 0) {
            return Optional.empty();
        }
        since = at;
        return Optional.of(now.dispatched() > 0 ? Stuck.NOT_TAKEN : Stuck.NOT_DISPATCHED);
    }
}
