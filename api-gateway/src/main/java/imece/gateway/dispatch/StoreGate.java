package imece.gateway.dispatch;

import imece.gateway.line.DispatchPauses;
import imece.gateway.picture.StoreOutage;
import imece.gateway.picture.StorePause;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How much may be dispatched, given how the picture store stands: a picture that nobody can store is drawn for nothing. */
@Component
class StoreGate implements DispatchPauses {

    /** So much may be dispatched. */
    enum Opening {
        /** Whatever there is room for. */
        WIDE,
        /** One job, whose picture shows whether the store takes pictures again. */
        ONE_JOB,
        /** Nothing. */
        SHUT
    }

    private final StoreOutage outage;
    private final StorePause pause;

    StoreGate(StoreOutage outage, StorePause pause, MeterRegistry meters) {
        this.outage = outage;
        this.pause = pause;
        Gauge.builder("imece.dispatch.paused", this, gate -> gate.pause() == null ? 0 : 1)
                .tag("why", "picture-store")
                .register(meters);
    }

    /** How much may go now; asked only by whoever has something to dispatch. */
    Opening now() {
        if (outage.lasts()) {
            return Opening.SHUT;
        }
        if (!pause.lasts()) {
            return Opening.WIDE;
        }
        return pause.mayProbe() ? Opening.ONE_JOB : Opening.SHUT;
    }

    /** Nothing went although one job might have. */
    void unused() {
        pause.unused();
    }

    @Override
    public @Nullable DispatchPause pause() {
        return outage.lasts() || pause.lasts() ? DispatchPause.PICTURE_STORE : null;
    }
}
