package imece.worker.engine;

import imece.broker.Backoff;
import java.time.Duration;

/**
 * What is known about one engine. Pure: each news makes a new value. While the state is not ready the slot takes nothing, and
 * each run in a row that the engine did not even begin doubles the time until the next
 * look. A look alone never forgives that, only a run does: an engine that answers looks but no jobs gets ever fewer of them.
 *
 * @param state what it is up to
 * @param why one sentence for people; empty when all is well
 * @param vain looks in a row that found it unfit
 * @param refusals runs in a row that it did not begin
 */
public record EngineHealth(State state, String why, int vain, int refusals) {

    /** All is well. */
    public static final EngineHealth FINE = new EngineHealth(State.READY, "", 0, 0);

    /** Nothing is known yet. */
    static final EngineHealth UNKNOWN = new EngineHealth(State.STARTING, "It was not asked yet.", 0, 0);

    private static final Backoff PAUSE_WHEN_UNFIT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));
    private static final Duration PAUSE_WHEN_READY = Duration.ofSeconds(10);
    private static final Duration PAUSE_WHEN_BUSY = Duration.ofSeconds(1);

    /** What an engine is up to. */
    public enum State {
        /** It does not answer yet. */
        STARTING,
        /** It takes jobs. */
        READY,
        /** Somebody else uses it. */
        BUSY,
        /** It was told to stop, and has not come back. */
        STALLED,
        /** It has gone away, or can't be used as it is. */
        FAILED
    }

    /** Whether its slot may take jobs. */
    public boolean ready() {
        return state == State.READY;
    }

    /** After a look. */
    EngineHealth seen(EngineReadiness readiness) {
        return switch (readiness) {
            case EngineReadiness.Ready r -> new EngineHealth(State.READY, "", 0, refusals);
            case EngineReadiness.Busy b -> new EngineHealth(State.BUSY, "Somebody else uses it.", 0, refusals);
            case EngineReadiness.Starting s ->
                new EngineHealth(state == State.STARTING ? state : State.FAILED, s.why(), vain + 1, refusals);
            case EngineReadiness.Locked l -> new EngineHealth(State.FAILED, l.why(), vain + 1, refusals);
            case EngineReadiness.Unusable u -> new EngineHealth(State.FAILED, u.why(), vain + 1, refusals);
        };
    }

    /** After a run. */
    EngineHealth ran(RenderResult result) {
        return switch (result) {
            case RenderResult.Rendered r -> FINE;
            case RenderResult.Failed f -> new EngineHealth(State.READY, "", 0, 0);
            case RenderResult.Interrupted i -> new EngineHealth(State.READY, "", 0, 0);
            case RenderResult.Away away -> new EngineHealth(State.FAILED, away.why(), 0, refusals + 1);
        };
    }

    /** While a run has been told to stop and does not come back. */
    EngineHealth stalled() {
        return new EngineHealth(State.STALLED, "It was told to stop and has not come back.", vain, refusals);
    }

    /** How long until the next look. */
    Duration pause() {
        return switch (state) {
            case READY -> PAUSE_WHEN_READY;
            case BUSY -> PAUSE_WHEN_BUSY;
            case STARTING, STALLED, FAILED -> PAUSE_WHEN_UNFIT.after(1 + Math.max(vain, refusals));
        };
    }
}
